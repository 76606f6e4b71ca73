/// A small typed language of expressions: syntax, types, values and the parser. The program task uses it.
package org.decant.models.task.expression;
