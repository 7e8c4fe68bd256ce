package dev.serval.storage.command;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/// The version that the program's jar says it has.
final class ProgramVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = ProgramVersion.class.getPackage().getImplementationVersion();
        return new String[] {"serval storage " + Objects.requireNonNullElse(version, "unknown")};
    }
}
