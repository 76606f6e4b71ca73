package org.decant.models.world;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A problem in words with two steps of arithmetic.
///
/// @param text  the problem, which ends in a question
/// @param steps the two calculations
public record Problem(String text, List<Step> steps) {
    private static final Map<String, List<Template>> TEMPLATES = new HashMap<>();
    private static final List<String> OPERATIONS;
    private static final List<StoryFrame.Slot> SLOTS = List.of(slot("hero", "person"), slot("friend", "person"),
            slot("item", "toy", "plant", "count", "treasure", "tool", "reading", "clothing"), slot("place", "indoor", "outdoor"));

    static {
        Map<String, List<String>> sections = WordFile.sections("problems.txt");
        sections.forEach((operations, lines) -> TEMPLATES.put(operations, lines.stream().map(Template::of).toList()));
        OPERATIONS = List.copyOf(sections.keySet());
    }

    /// One calculation.
    ///
    /// @param operation `+`, `-`, `*` or `/`
    public record Step(int left, char operation, int right) {

        public int result() {
            return switch (operation) {
                case '+' -> left + right;
                case '-' -> left - right;
                case '*' -> left * right;
                default -> left / right;
            };
        }

        @Override
        public String toString() {
            return left + " " + operation + " " + right + " = " + result();
        }
    }

    private static StoryFrame.Slot slot(String name, String... kinds) {
        return new StoryFrame.Slot(name, List.of(kinds));
    }

    /// Makes a problem up. Operands are from 2 to 30, of products and quotients from 2 to 9; no result is below
    /// 0.
    public static Problem draw(Choices choices) {
        String operations = choices.any(OPERATIONS);
        Step first = first(operations.charAt(0), choices);
        char operation = operations.charAt(2);
        int most = operation == '-' ? Math.min(20, first.result()) : 20;
        Step second = new Step(first.result(), operation, choices.between(2, most));
        Map<String, Map<String, String>> cast = SlotWords.cast(SLOTS, choices);
        cast.put("a", Map.of("", "" + first.left));
        cast.put("b", Map.of("", "" + first.right));
        cast.put("c", Map.of("", "" + second.right));
        Template template = choices.any(TEMPLATES.get(operations));
        String text = Template.written(template, new Template.Filling(cast, Map.of(), choices));
        return new Problem(Phrases.sentences(text), List.of(first, second));
    }

    private static Step first(char operation, Choices choices) {
        return switch (operation) {
            case '+' -> new Step(choices.between(2, 20), '+', choices.between(2, 20));
            case '*' -> new Step(choices.between(2, 9), '*', choices.between(2, 9));
            case '/' -> {
                int bags = choices.between(2, 9);
                yield new Step(bags * choices.between(2, 9), '/', bags);
            }
            default -> {
                int left = choices.between(5, 30);
                yield new Step(left, '-', choices.between(2, Math.min(20, left - 2)));
            }
        };
    }

    /// The operations that there are: each two characters with a blank between them.
    public static List<String> operations() {
        return OPERATIONS;
    }
}
