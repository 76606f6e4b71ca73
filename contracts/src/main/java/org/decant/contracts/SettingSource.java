package org.decant.contracts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.decant.compiler.typed.Routine;
import org.decant.compiler.types.Type;
import org.decant.compiler.types.Types;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.model.table.TableShape;
import org.decant.runtime.vocabulary.Vocabulary;

/// Draws the settings of a check: the first ones tiny, later ones larger, so that a wrong contract is refuted by a small
/// setting first. The same seed gives the same settings.
final class SettingSource {
    /// About how many outputs a setting may have at most.
    private static final int MOST_OUTPUTS = 300;
    private static final int LARGEST_VOCABULARY = 5;
    private static final int LONGEST_HORIZON = 6;
    private static final int LONGEST_PROMPT = 2;
    private static final int HIGHEST_ORDER = 2;
    private static final int LEVELS = 4;
    /// Every third setting has all parameters at their defaults.
    private static final int DEFAULTS_EVERY = 3;

    private final Routine strategy;
    private final Map<String, Object> fixed;
    private final Map<String, ParameterValues> values = new LinkedHashMap<>();
    private final long seed;
    private final int count;

    /// @param fixed values of parameters that are not drawn
    /// @param count how many settings there are to be
    /// @throws DecantException where no values are known for a parameter
    SettingSource(Routine strategy, Map<String, Object> fixed, long seed, int count) {
        this.strategy = strategy;
        this.fixed = fixed;
        this.seed = seed;
        this.count = count;
        for (Routine.Parameter parameter : strategy.parameters()) {
            if (modelsOf(parameter) == 0 && !fixed.containsKey(parameter.name())) {
                values.put(parameter.name(), ParameterValues.of(strategy, parameter));
            }
        }
    }

    /// How many models a parameter takes at most: 0 for one that is no model.
    static int modelsOf(Routine.Parameter parameter) {
        Type type = Types.plain(parameter.type());
        return Types.model(type) ? 1 : Types.models(type) ? 3 : 0;
    }

    /// Whether all parameters of a setting have their defaults, so that an error is the strategy's own.
    boolean isPlain(int index) {
        return index % DEFAULTS_EVERY == 0;
    }

    /// The setting number `index`.
    Setting setting(int index) {
        RandomGenerator random = new SplittableRandom(seed * 1_000_003 + index);
        int level = Math.min(LEVELS - 1, index * LEVELS / Math.max(count, 1));
        int size = 2 + random.nextInt(Math.min(level + 1, LARGEST_VOCABULARY - 1));
        int longest = 1;
        for (int outputs = size; longest < Math.min(LONGEST_HORIZON, 2 + 2 * level) && outputs * size <= MOST_OUTPUTS;
             longest++) {
            outputs *= size;
        }
        int horizon = 1 + random.nextInt(longest);
        List<Integer> prompt = new ArrayList<>();
        for (int left = random.nextInt(Math.min(level, LONGEST_PROMPT) + 1); left > 0; left--) {
            prompt.add(random.nextInt(size - 1));
        }
        return new Setting(Setting.letters(size), prompt, horizon, arguments(random, size, isPlain(index)));
    }

    private Map<String, Object> arguments(RandomGenerator random, int size, boolean plain) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        ModelTable first = null;
        for (Routine.Parameter parameter : strategy.parameters()) {
            String name = parameter.name();
            int models = modelsOf(parameter);
            boolean nullable = parameter.type().resolved() instanceof Type.Nullable;
            if (fixed.containsKey(name)) {
                arguments.put(name, fixed.get(name));
            } else if (models > 1) {
                List<ModelTable> several = new ArrayList<>();
                for (int left = 1 + random.nextInt(models); left > 0; left--) {
                    several.add(table(random, size, first));
                    first = several.getFirst();
                }
                arguments.put(name, several);
            } else if (models == 1) {
                if (nullable && random.nextBoolean()) {
                    arguments.put(name, null);
                } else {
                    ModelTable table = table(random, size, first);
                    first = first != null ? first : table;
                    arguments.put(name, table);
                }
            } else {
                ParameterValues known = values.get(name);
                Object drawn = plain && known.hasDefault() ? null : known.draw(random);
                Object value = drawn != null ? drawn : known.defaultValue();
                if (value != null) {
                    arguments.put(name, value);
                }
            }
        }
        return arguments;
    }

    /// A random table; after the first one, also equal to it, near it, or without a token in common with it.
    private static ModelTable table(RandomGenerator random, int size, ModelTable first) {
        Vocabulary vocabulary = Setting.letters(size);
        TableShape[] shapes = TableShape.values();
        int order = random.nextInt(HIGHEST_ORDER + 1);
        ModelTable other = ModelTable.random(random, vocabulary, order, shapes[random.nextInt(shapes.length)]);
        if (first == null) {
            return other;
        }
        return switch (random.nextInt(6)) {
            case 0 -> first;
            case 1 -> first.mixed(other, 0.3);
            case 2 -> first.disjoint();
            default -> other;
        };
    }

    /// Defaults that are too large to be checked with, by parameter.
    Map<String, Object> leftOut() {
        Map<String, Object> all = new LinkedHashMap<>();
        values.forEach((name, known) -> {
            if (known.leftOut() != null) {
                all.put(name, known.leftOut());
            }
        });
        return all;
    }

    /// The values that a parameter may get, for a report.
    Map<String, List<Object>> values() {
        Map<String, List<Object>> all = new LinkedHashMap<>();
        values.forEach((name, known) -> {
            if (!known.all().isEmpty()) {
                all.put(name, known.all());
            }
        });
        return all;
    }
}
