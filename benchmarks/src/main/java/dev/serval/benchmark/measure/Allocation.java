package dev.serval.benchmark.measure;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/// How much a Java process has allocated on its heap since it started, in all threads, as its own
/// JVM counts it. Asking starts the JVM's management agent in it, and costs some 100 KB there.
public final class Allocation {
    private static final String ATTRIBUTE = "TotalThreadAllocatedBytes";

    private Allocation() {}

    /// @throws IOException if the process is no JVM of this user's, or is too old to count
    @SuppressWarnings("BanJNDI") // the address is one that a server of this benchmark's gave
    public static long bytesOf(long processId) throws IOException {
        JMXServiceURL address = new JMXServiceURL(agentOf(processId));
        try (JMXConnector connector = JMXConnectorFactory.connect(address)) {
            MBeanServerConnection beans = connector.getMBeanServerConnection();
            ObjectName threads = new ObjectName(ManagementFactory.THREAD_MXBEAN_NAME);
            return (Long) beans.getAttribute(threads, ATTRIBUTE);
        } catch (JMException unknown) {
            throw new IOException(
                    "process %d does not tell what it allocates".formatted(processId), unknown);
        }
    }

    private static String agentOf(long processId) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(processId));
            try {
                return machine.startLocalManagementAgent();
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException foreign) {
            throw new IOException("process %d is no JVM".formatted(processId), foreign);
        }
    }
}
