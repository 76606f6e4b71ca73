package org.decant.runtime.model;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.decant.runtime.diagnostic.DecantException;

/// Where a model is: `kind:path?option=value&option=value`. Kind and options may be left out.
///
/// A kind has at least two characters, so that `C:\notes.txt` is a path. Options begin at the last `?`.
///
/// @param text    the whole location, as given
/// @param kind    what stands before the colon, or null
/// @param path    what is opened
/// @param options values by name, in the order given
public record ModelLocation(String text, String kind, String path, Map<String, String> options) {

    /// @throws DecantException where there is no path, or an option has no value or is there twice
    public static ModelLocation parse(String text) {
        int kindEnd = kindEnd(text);
        int optionsStart = text.lastIndexOf('?');
        String path = text.substring(kindEnd == 0 ? 0 : kindEnd + 1, optionsStart < 0 ? text.length() : optionsStart);
        if (path.isBlank()) {
            throw new DecantException("the model `" + text + "` has no path",
                    "write `kind:path`, such as `ngram:notes.txt` or `ngram:builtin`");
        }
        Map<String, String> options = new LinkedHashMap<>();
        if (optionsStart >= 0) {
            for (String option : text.substring(optionsStart + 1).split("&")) {
                int equals = option.indexOf('=');
                if (equals <= 0 || equals == option.length() - 1) {
                    throw new DecantException("the option `" + option + "` of the model " + text + " has no value",
                            "write `?name=value`, and `&` between options");
                }
                if (options.put(option.substring(0, equals), option.substring(equals + 1)) != null) {
                    throw new DecantException("the option `" + option.substring(0, equals) + "` of the model " + text
                            + " is there twice", "give it once");
                }
            }
        }
        return new ModelLocation(text, kindEnd == 0 ? null : text.substring(0, kindEnd), path, options);
    }

    /// The index of the colon after the kind; 0 where there is no kind.
    private static int kindEnd(String text) {
        int end = 0;
        while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '-')) {
            end++;
        }
        return end >= 2 && end < text.length() && text.charAt(end) == ':' ? end : 0;
    }

    /// The path as a file's.
    public Path file() {
        try {
            return Path.of(path);
        } catch (InvalidPathException invalid) {
            throw new DecantException("`" + path + "` is no path: " + invalid.getReason(), null);
        }
    }

    /// The value of an option as a whole number from `least` to `most`.
    public int integer(String option, int least, int most, int otherwise) {
        String value = options.get(option);
        if (value == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // said below
        }
        throw wrong(option, "a whole number from " + least
                + (most == Integer.MAX_VALUE ? " up" : " to " + most));
    }

    /// The value of an option as a number between `above` and `below`, both excluded; empty where it is not given.
    public OptionalDouble number(String option, double above, double below) {
        String value = options.get(option);
        if (value == null) {
            return OptionalDouble.empty();
        }
        try {
            double number = Double.parseDouble(value);
            if (number > above && number < below) {
                return OptionalDouble.of(number);
            }
        } catch (NumberFormatException notANumber) {
            // said below
        }
        throw wrong(option, "a number above " + above + " and below " + below);
    }

    /// The value of an option as one of `choices`.
    public String choice(String option, List<String> choices, String otherwise) {
        String value = options.getOrDefault(option, otherwise);
        if (!choices.contains(value)) {
            throw wrong(option, String.join(" or ", choices));
        }
        return value;
    }

    private DecantException wrong(String option, String expected) {
        return new DecantException("the option `" + option + "` of the model " + text + " is `" + options.get(option)
                + "`", "it must be " + expected);
    }

    @Override
    public String toString() {
        return text;
    }
}
