package org.decant.compiler.check;

import java.util.List;
import org.decant.compiler.typed.Module;
import org.decant.compiler.typed.Routine;
import org.decant.compiler.types.Type;

/// What was typed at the REPL, checked.
///
/// @param module   the declarations made
/// @param imported the modules it imports, to stay visible
/// @param routine  what to run, or null: its result is a tuple of the values of `names`, in order, and then the value of
///                 the last expression if `value` is not null
/// @param names    the variables it declares at its top
/// @param types    their types
/// @param value    the type of the last expression, or null where there is none
public record InteractiveInput(Module module, List<Module> imported, Routine routine, List<String> names,
                               List<Type> types, Type value) {}
