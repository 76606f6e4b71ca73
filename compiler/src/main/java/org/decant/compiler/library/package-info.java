/// Where scripts come from: the library of strategies on the class path, and files that scripts import. Uses the checker;
/// the language and the command line use it.
package org.decant.compiler.library;
