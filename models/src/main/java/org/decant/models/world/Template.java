package org.decant.models.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A text with blanks in the notation of the story grammar: `{slot.form}`, `<rule>`, `( this | that )`.
sealed interface Template {

    /// What fills the blanks.
    ///
    /// @param cast  the words of each slot by form; the plain form is the empty string
    /// @param rules the alternatives of each rule
    record Filling(Map<String, Map<String, String>> cast, Map<String, Template> rules, Choices choices) {
    }

    void write(Filling filling, StringBuilder out);

    record Literal(String text) implements Template {
        @Override
        public void write(Filling filling, StringBuilder out) {
            out.append(text);
        }
    }

    record Reference(String slot, String form) implements Template {
        @Override
        public void write(Filling filling, StringBuilder out) {
            Map<String, String> forms = filling.cast.get(slot);
            String text = forms == null ? null : forms.get(form);
            if (text == null) {
                throw new IllegalStateException("nothing fills {" + slot + (form.isEmpty() ? "" : "." + form) + "}");
            }
            out.append(text);
        }
    }

    record Rule(String name) implements Template {
        @Override
        public void write(Filling filling, StringBuilder out) {
            filling.rules.get(name).write(filling, out);
        }
    }

    record Sequence(List<Template> parts) implements Template {
        @Override
        public void write(Filling filling, StringBuilder out) {
            for (Template part : parts) {
                part.write(filling, out);
            }
        }
    }

    record Alternatives(List<Template> templates) implements Template {
        @Override
        public void write(Filling filling, StringBuilder out) {
            filling.choices.phrasing(templates).write(filling, out);
        }
    }

    /// The text of a template with its blanks filled.
    static String written(Template template, Filling filling) {
        StringBuilder out = new StringBuilder();
        template.write(filling, out);
        return out.toString();
    }

    /// Reads a template.
    static Template of(String text) {
        Parser parser = new Parser(text);
        Template template = parser.alternatives();
        if (parser.at < text.length()) {
            throw new IllegalArgumentException("unbalanced at " + parser.at + " in: " + text);
        }
        return template;
    }

    /// Reads the notation from left to right.
    final class Parser {
        private final String text;
        private int at;

        private Parser(String text) {
            this.text = text;
        }

        private Template alternatives() {
            List<Template> templates = new ArrayList<>(List.of(sequence()));
            while (at < text.length() && text.charAt(at) == '|') {
                at++;
                templates.add(sequence());
            }
            return templates.size() == 1 ? templates.getFirst() : new Alternatives(templates);
        }

        private Template sequence() {
            List<Template> parts = new ArrayList<>();
            while (at < text.length() && "|)".indexOf(text.charAt(at)) < 0) {
                parts.add(switch (text.charAt(at)) {
                    case '{' -> reference(until('}').split("\\."));
                    case '<' -> new Rule(until('>'));
                    case '(' -> group();
                    default -> literal(parts.isEmpty());
                });
            }
            return new Sequence(parts);
        }

        private static Template reference(String[] names) {
            return new Reference(names[0], names.length > 1 ? names[1] : "");
        }

        private String until(char end) {
            int start = at + 1;
            at = text.indexOf(end, start) + 1;
            return text.substring(start, at - 1);
        }

        private Template group() {
            at++;
            Template inner = alternatives();
            if (at >= text.length() || text.charAt(at) != ')') {
                throw new IllegalArgumentException("no closing bracket in: " + text);
            }
            at++;
            return inner;
        }

        /// Blanks at the edges of an alternative only make the notation readable.
        private Template literal(boolean first) {
            int start = at;
            while (at < text.length() && "{<(|)".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            boolean last = at == text.length() || "|)".indexOf(text.charAt(at)) >= 0;
            String literal = text.substring(start, at);
            literal = first ? literal.stripLeading() : literal;
            return new Literal(last ? literal.stripTrailing() : literal);
        }
    }
}
