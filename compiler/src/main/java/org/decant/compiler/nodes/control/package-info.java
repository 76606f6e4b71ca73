/// Sequences, conditions, loops, `match`, `return`.
package org.decant.compiler.nodes.control;
