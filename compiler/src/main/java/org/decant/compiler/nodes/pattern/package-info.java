/// Patterns of `match`, `let` and `for`.
package org.decant.compiler.nodes.pattern;
