package org.decant.compiler.value;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.decant.compiler.typed.Routine;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.NearestName;
import org.decant.runtime.run.Activation;

/// Arguments for a strategy that is known only when it runs, checked against its parameters.
public final class StrategyArguments {

    private StrategyArguments() {
    }

    /// The arguments of a call of `routine`.
    ///
    /// @param given those by position, then the named ones
    /// @param names the names of the named ones
    /// @throws DecantException where a name is unknown, an argument is missing, given twice or of another type
    public static Object[] arrange(Routine routine, Object[] given, String[] names, Activation activation) {
        List<Routine.Parameter> parameters = routine.parameters();
        Object[] arguments = CallArguments.create(activation, null, parameters.size());
        Arrays.fill(arguments, CallArguments.PARAMETERS, arguments.length, CallArguments.ABSENT);
        int positional = given.length - names.length;
        if (positional > parameters.size()) {
            throw new DecantException("the strategy `" + routine.name() + "` has " + parameters.size()
                    + (parameters.size() == 1 ? " parameter, " : " parameters, ") + positional + " arguments are given",
                    has(routine));
        }
        for (int i = 0; i < given.length; i++) {
            int index = i < positional ? i : index(routine, names[i - positional]);
            if (arguments[CallArguments.PARAMETERS + index] != CallArguments.ABSENT) {
                throw new DecantException("`" + parameters.get(index).name() + "` is given twice",
                        "leave one of them out");
            }
            arguments[CallArguments.PARAMETERS + index] = fit(routine, parameters.get(index), given[i]);
        }
        checkComplete(routine, arguments);
        return arguments;
    }

    /// The arguments of a call of `routine`, all by name.
    ///
    /// @throws DecantException as the other one does
    public static Object[] arrange(Routine routine, Map<String, Object> given, Activation activation) {
        return arrange(routine, given.values().toArray(), given.keySet().toArray(String[]::new), activation);
    }

    private static int index(Routine routine, String name) {
        List<String> known = names(routine);
        int index = known.indexOf(name);
        if (index < 0) {
            String near = NearestName.hint(name, known);
            throw new DecantException("the strategy `" + routine.name() + "` has no parameter `" + name + "`",
                    near != null ? near : has(routine));
        }
        return index;
    }

    private static List<String> names(Routine routine) {
        List<String> names = new ArrayList<>();
        for (Routine.Parameter parameter : routine.parameters()) {
            names.add(parameter.name());
        }
        return names;
    }

    private static String has(Routine routine) {
        return routine.parameters().isEmpty() ? "it takes nothing"
                : "its parameters are " + String.join(", ", names(routine));
    }

    private static Object fit(Routine routine, Routine.Parameter parameter, Object value) {
        Object fitted = RuntimeType.fit(value, parameter.type());
        if (fitted == RuntimeType.MISFIT) {
            throw new DecantException("the parameter `" + parameter.name() + "` of `" + routine.name() + "` is of the type "
                    + parameter.type() + ", this is " + Display.line(value) + ", of the type " + RuntimeType.nameOf(value),
                    "give a value of the type " + parameter.type());
        }
        return fitted;
    }

    private static void checkComplete(Routine routine, Object[] arguments) {
        List<String> missing = new ArrayList<>();
        for (int i = 0; i < routine.parameters().size(); i++) {
            Routine.Parameter parameter = routine.parameters().get(i);
            if (arguments[CallArguments.PARAMETERS + i] == CallArguments.ABSENT && parameter.defaultValue() == null) {
                missing.add("`" + parameter.name() + "` (" + parameter.type() + ")");
            }
        }
        if (!missing.isEmpty()) {
            throw new DecantException("the strategy `" + routine.name() + "` needs " + String.join(" and ", missing),
                    "give " + (missing.size() == 1 ? "it" : "them"));
        }
    }
}
