/// Decant as a polyglot language: `context.eval("decant", script)` gives an object whose members are the script's
/// strategies and functions. [org.decant.compiler.language.DecantLanguage] is the entrance and has a tour of the
/// implementation. Uses the checker, the library and the nodes; the package `host` is built on it.
package org.decant.compiler.language;
