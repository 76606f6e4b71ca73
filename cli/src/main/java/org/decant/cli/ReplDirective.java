package org.decant.cli;

import java.util.Arrays;
import java.util.List;

/// What the REPL is told about itself: a colon, a word, and maybe an argument.
enum ReplDirective {
    HELP("[NAME]", "what there is; what a builtin or a strategy does"),
    TYPE("EXPRESSION", "the type of an expression, without running it"),
    LOAD("FILE", "the declarations of a script"),
    COST("", "what the models have cost so far"),
    RESET("", "forget everything and start again"),
    QUIT("", "leave; so does Ctrl-D");

    private final String argument;
    private final String purpose;

    ReplDirective(String argument, String purpose) {
        this.argument = argument;
        this.purpose = purpose;
    }

    /// As it is typed, colon included.
    String word() {
        return ":" + name().toLowerCase(java.util.Locale.ROOT);
    }

    String argument() {
        return argument;
    }

    String purpose() {
        return purpose;
    }

    static List<String> words() {
        return Arrays.stream(values()).map(ReplDirective::word).toList();
    }

    /// The directive of that word, or of a beginning that only one has; null where there is none.
    static ReplDirective of(String word) {
        List<ReplDirective> fitting = Arrays.stream(values()).filter(d -> d.word().startsWith(word)).toList();
        return fitting.size() == 1 && word.length() > 1 ? fitting.getFirst() : null;
    }
}
