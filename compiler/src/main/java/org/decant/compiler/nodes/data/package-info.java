/// Literals, lists, maps, tuples, records, blocks as values.
package org.decant.compiler.nodes.data;
