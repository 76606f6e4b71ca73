/// Names and types: turns the syntax tree of a file into the typed tree, or says everything that is wrong with it.
///
/// [Checker] is the entrance. A [FileChecker] declares what a file declares, then checks each body with a [BodyChecker]
/// in an [Environment] (the frame and the names in scope). [Branches] decides how the blocks of parallel constructs run.
/// Uses the syntax tree, the types and the table of builtins; knows nothing of Truffle.
package org.decant.compiler.check;
