/// Values of scripts as the language itself makes them (functions, strategies, the arguments of calls), and what there is
/// to say about any value: its type at run time, its text for people, how other languages see it.
package org.decant.compiler.value;
