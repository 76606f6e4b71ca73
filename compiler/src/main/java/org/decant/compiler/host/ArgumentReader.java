package org.decant.compiler.host;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.decant.compiler.language.DecantContext;
import org.decant.compiler.typed.Module;
import org.decant.compiler.typed.Routine;
import org.decant.runtime.data.OrderedMap;
import org.decant.runtime.data.Sequence;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.NearestName;
import org.decant.runtime.model.ForwardModel;
import org.decant.runtime.run.Session;

/// Turns the arguments of a request into values of the language: binds models to the session, reads texts.
final class ArgumentReader {
    private final Decant decant;
    private final DecantContext context;
    private final Module module;
    private final Session session;
    private final GivenModels models;

    ArgumentReader(Decant decant, DecantContext context, Module module, Session session, GivenModels models) {
        this.decant = decant;
        this.context = context;
        this.module = module;
        this.session = session;
        this.models = models;
    }

    /// The values by parameter, in the order of the parameters, those that are left out not among them.
    Map<String, Object> read(Routine strategy, Map<String, Object> given) {
        Map<String, Object> values = new LinkedHashMap<>();
        TextArgumentReader reader = null;
        for (Routine.Parameter parameter : strategy.parameters()) {
            if (!given.containsKey(parameter.name())) {
                continue;
            }
            Object value = given.get(parameter.name());
            List<TextArgument> texts = TextArgument.of(value);
            if (!texts.isEmpty()) {
                reader = reader != null ? reader : new TextArgumentReader(decant, context, module, session, models);
                value = reader.read(texts, parameter);
            } else {
                value = HostFunction.of(value(value), parameter.name(), parameter.type().resolved(), this::value);
            }
            values.put(parameter.name(), value);
        }
        for (String name : given.keySet()) {
            if (!values.containsKey(name)) {
                throw unknown(strategy, name, given.get(name));
            }
        }
        return values;
    }

    private static DecantException unknown(Routine strategy, String name, Object value) {
        List<String> known = new ArrayList<>();
        strategy.parameters().forEach(parameter -> known.add(parameter.name()));
        String near = NearestName.hint(name, known);
        DecantException error = new DecantException("the strategy `" + strategy.name() + "` has no parameter `" + name
                + "`", near != null ? near : known.isEmpty() ? "it takes nothing"
                : "its parameters are " + String.join(", ", known));
        List<TextArgument> texts = TextArgument.of(value);
        return texts.isEmpty() ? error : error.at(texts.getFirst().place());
    }

    private Object value(Object value) {
        return switch (value) {
            case ForwardModel model -> session.bind(model);
            case LoadedStrategy strategy -> context.strategy(strategy.routine());
            case Sequence<?> list -> list;
            case List<?> list -> list(list);
            case Map<?, ?> map -> map(map);
            case Integer number -> (Object) number.longValue();
            case Float number -> (Object) number.doubleValue();
            case null, default -> value;
        };
    }

    private Object list(List<?> list) {
        Object[] elements = new Object[list.size()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = value(list.get(i));
        }
        return Sequence.of(elements);
    }

    private Object map(Map<?, ?> map) {
        OrderedMap<Object, Object> made = OrderedMap.empty();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            made = made.with(value(entry.getKey()), value(entry.getValue()));
        }
        return made;
    }
}
