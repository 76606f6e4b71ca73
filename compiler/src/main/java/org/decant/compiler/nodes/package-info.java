/// What runs: Truffle nodes, one class for each construct, in packages by kind.
///
/// `translate` makes them of the typed tree; `operator`, `variable`, `data`, `pattern`, `control` and `call` are those that
/// any language has, `decoding` those of this one. This package has what they are built on
/// ([DecantNode][org.decant.compiler.nodes.DecantNode] and the roots of calls) and
/// [Program][org.decant.compiler.nodes.Program], which keeps what was translated. Uses the typed tree, the values and the
/// runtime; the package `language` uses it.
package org.decant.compiler.nodes;
