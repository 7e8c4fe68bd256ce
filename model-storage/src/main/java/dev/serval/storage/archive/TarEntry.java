package dev.serval.storage.archive;

/// What a header of a tar archive says.
///
/// @param name as it is written, which may lead anywhere
/// @param size of the content that follows
/// @param target of a link
record TarEntry(String name, Type type, long size, String target) {
    enum Type {
        FILE,
        DIRECTORY,
        SYMBOLIC_LINK,
        HARD_LINK,
        /// A device, a pipe, or what nobody knows.
        OTHER
    }
}
