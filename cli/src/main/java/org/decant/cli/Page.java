package org.decant.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A page of HTML that needs nothing but itself: made of a resource in which `{{name}}` stands for a part.
final class Page {
    private static final Pattern PART = Pattern.compile("\\{\\{([a-z]+)}}");
    private static final String STYLE = "page.css";

    private Page() {
    }

    /// @param template the resource's name
    /// @param parts    HTML by name; `style` is there without being given
    static String of(String template, Map<String, String> parts) {
        return PART.matcher(resource(template)).replaceAll(found -> {
            String name = found.group(1);
            return Matcher.quoteReplacement(name.equals("style") ? resource(STYLE) : parts.get(name));
        });
    }

    /// The text of a resource.
    static String resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Text as HTML and SVG have it, also in quotes.
    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
