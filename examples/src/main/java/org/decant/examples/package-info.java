/// Decant in Java programs, as `docs/embedding.md` shows it: [Embedding][org.decant.examples.Embedding] through the host
/// interface, [Polyglot][org.decant.examples.Polyglot] through the polyglot interface of GraalVM. Uses the compiler's host
/// interface and the library of strategies; nothing uses it.
package org.decant.examples;
