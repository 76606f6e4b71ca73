/// What the runtime gives to scripts: functions, methods, properties and values, each with its signature, its place in the
/// language reference and its implementation. Adding a builtin is adding a line to the class of its section; the checker,
/// the reference and the completion of the REPL read the table. Uses the types and the runtime.
package org.decant.compiler.builtin;
