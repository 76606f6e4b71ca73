package org.decant.cli;

/// How a terminal shows a piece of text.
enum Style {
    ERROR("1;31"), TITLE("1"), NAME("1;36"), QUIET("2"), BAR("36");

    private final String code;

    Style(String code) {
        this.code = code;
    }

    String apply(String text) {
        return "\u001B[" + code + "m" + text + "\u001B[0m";
    }
}
