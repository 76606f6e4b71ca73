/// Operators on numbers and truth values, equality, conversions. The operands' types have chosen the node.
package org.decant.compiler.nodes.operator;
