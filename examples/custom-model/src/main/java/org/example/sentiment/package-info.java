/// A model of a user's own, which tells the mood of texts by their words: one bean that Serval serves
/// over every protocol.
package org.example.sentiment;
