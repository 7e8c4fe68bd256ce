package dev.serval.storage.azure;

import dev.serval.storage.source.Checksum;
import dev.serval.storage.source.Checksum.Algorithm;
import dev.serval.storage.source.StorageException;
import dev.serval.storage.web.WebStore;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// A page of what lies in a container ("List Blobs").
///
/// @param next the marker of the next page; empty for the last
record BlobList(List<Blob> blobs, String next) {
    /// One blob.
    ///
    /// @param md5 in Base64; empty if Azure does not say
    record Blob(String name, long size, String etag, String md5) {
        /// The ETag as an answer's header has it.
        String quotedEtag() {
            return etag.startsWith("\"") ? etag : "\"" + etag + "\"";
        }

        List<Checksum> checksums() {
            try {
                byte[] sum = Base64.getDecoder().decode(md5);
                return sum.length == 0
                        ? List.of()
                        : List.of(new Checksum(Algorithm.MD5, HexFormat.of().formatHex(sum)));
            } catch (IllegalArgumentException broken) {
                return List.of();
            }
        }
    }

    static BlobList parse(WebStore store, String xml) throws StorageException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            return read(
                    factory.createXMLStreamReader(
                            new StringReader(xml.replaceFirst("^\uFEFF", ""))));
        } catch (XMLStreamException | NumberFormatException broken) {
            throw store.because("its listing is broken: " + broken.getMessage(), broken);
        }
    }

    private static BlobList read(XMLStreamReader xml) throws XMLStreamException {
        List<Blob> blobs = new ArrayList<>();
        Map<String, String> fields = new HashMap<>();
        String next = "";
        String element = "";
        boolean inBlob = false;
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    element = xml.getLocalName();
                    if (element.equals("Blob")) {
                        inBlob = true;
                        fields.clear();
                    }
                }
                case XMLStreamConstants.CHARACTERS -> {
                    if (inBlob) {
                        fields.putIfAbsent(element, xml.getText());
                    } else if (element.equals("NextMarker")) {
                        next = xml.getText();
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    element = "";
                    if (xml.getLocalName().equals("Blob")) {
                        inBlob = false;
                        blobs.add(blob(fields));
                    }
                }
                default -> element = "";
            }
        }
        return new BlobList(blobs, next);
    }

    private static Blob blob(Map<String, String> fields) {
        return new Blob(
                fields.getOrDefault("Name", ""),
                Long.parseLong(fields.getOrDefault("Content-Length", "0")),
                fields.getOrDefault("Etag", ""),
                fields.getOrDefault("Content-MD5", ""));
    }
}
