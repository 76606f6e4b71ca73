/// Typed tree to nodes: [RoutineTranslator][org.decant.compiler.nodes.translate.RoutineTranslator] is the entrance.
package org.decant.compiler.nodes.translate;
