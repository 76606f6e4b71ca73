/// Calls of functions, function values, builtins and models.
package org.decant.compiler.nodes.call;
