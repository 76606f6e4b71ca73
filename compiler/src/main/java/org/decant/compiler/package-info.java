/** From the syntax tree through types to Truffle nodes, and the polyglot language. */
package org.decant.compiler;
