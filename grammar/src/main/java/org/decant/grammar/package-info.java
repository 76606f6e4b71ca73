/// The syntax of `.decode` files, and nothing of their meaning.
///
/// `Decode.g4` is the grammar, written to be read. ANTLR makes `DecodeLexer` and `DecodeParser` of it. Beside these
/// stand [Layout][org.decant.grammar.Layout], which decides between lexer and parser where a line end ends a
/// statement, and [DepthLimitedParser][org.decant.grammar.DepthLimitedParser], which keeps the parser's recursion
/// within bounds.
///
/// What lives here may use ANTLR's runtime only. The compiler's `syntax` package uses it: there, parse trees become
/// syntax trees and parse errors become messages for people.
package org.decant.grammar;
