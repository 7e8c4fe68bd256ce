package dev.serval.engine.pmml.serving;

import dev.serval.inference.engine.ModelDirectory;
import dev.serval.inference.engine.ModelLoadException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.pmml4s.model.Model;

/// The file of a directory that is the model.
record ModelFile(Path path) {
    static final String ENDING = ".pmml";
    private static final String ROOT = "PMML";

    /// @throws ModelLoadException if there is none, or one too many to choose from
    static ModelFile in(ModelDirectory directory) throws ModelLoadException {
        return new ModelFile(
                directory.requireOne(
                        directory.filesEndingIn(ENDING), "PMML file", "ends in " + ENDING));
    }

    String name() {
        return path.getFileName().toString();
    }

    long byteSize() {
        return path.toFile().length();
    }

    /// The model that the document holds.
    ///
    /// @throws ModelLoadException with the reason, if it is no PMML that can be scored
    Model parse() throws ModelLoadException {
        requirePlainDocument();
        Model model = read();
        if (!model.isScorable()) {
            throw refused("the model is marked as not scorable", null);
        }
        return model;
    }

    /// Scala declares no exceptions, so all are caught.
    private Model read() throws ModelLoadException {
        try {
            return Model.fromFile(path.toFile());
        } catch (Exception reason) {
            throw refused(String.valueOf(reason.getMessage()), reason);
        }
    }

    /// A document type could name other files and grow without end, and PMML has no use for one.
    private void requirePlainDocument() throws ModelLoadException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try (InputStream in = Files.newInputStream(path)) {
            XMLStreamReader reader = factory.createXMLStreamReader(in);
            int event = reader.next();
            while (event != XMLStreamConstants.START_ELEMENT) {
                if (event == XMLStreamConstants.DTD) {
                    throw refused("it has a document type (<!DOCTYPE), expected none", null);
                }
                event = reader.next();
            }
            if (!reader.getLocalName().equals(ROOT)) {
                throw refused(
                        "its root is <%s>, expected <%s>".formatted(reader.getLocalName(), ROOT),
                        null);
            }
        } catch (IOException | XMLStreamException unreadable) {
            throw refused("it cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private ModelLoadException refused(String reason, @Nullable Throwable cause) {
        return new ModelLoadException("%s: %s".formatted(name(), reason), cause);
    }
}
