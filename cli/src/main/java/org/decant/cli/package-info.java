/// The `decant` command. [org.decant.cli.Decant] is its main class; [org.decant.cli.CommandTree] finds the command that a
/// line names, takes its words apart and runs it; there is one class per [org.decant.cli.Command]. Built on the façade of
/// `org.decant.compiler.host`; `eval` and `repl` use the checker directly through [org.decant.cli.InteractiveSession]. Nothing
/// else uses this package.
///
/// Text that was asked for goes to standard output, everything about it to standard error. Whatever a user gets wrong is a
/// `DecantException`, its place in the command line where it has no better one ([org.decant.cli.CommandLineText]); only
/// [org.decant.cli.Failures] decides what a failure looks like and what the exit status is. Short commands must start fast, so
/// options are declared without reflection and JLine is only touched by the REPL in a terminal.
package org.decant.cli;
