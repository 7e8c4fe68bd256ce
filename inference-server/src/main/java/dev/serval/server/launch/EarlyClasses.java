package dev.serval.server.launch;

import com.fasterxml.jackson.databind.util.StdDateFormat;

/// Has Java initialize classes that take their time, while the rest of the program starts on
/// another processor. Only such as need nothing but Java's own: two threads that initialize classes
/// which need each other would wait for each other for ever.
final class EarlyClasses implements Runnable {
    private EarlyClasses() {}

    static void begin() {
        Thread.ofPlatform().daemon(true).name("serval-early-classes").start(new EarlyClasses());
    }

    /// Jackson's mapper asks for this one, which asks for Java's calendars and time zones.
    @Override
    public void run() {
        StdDateFormat.getDefaultTimeZone();
    }
}
