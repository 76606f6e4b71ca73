/// Variables, constants of files, and `output`.
package org.decant.compiler.nodes.variable;
