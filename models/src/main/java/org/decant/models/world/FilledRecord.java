package org.decant.models.world;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A record told in a sentence or two.
///
/// @param kind   what kind of record
/// @param text   the sentences
/// @param fields its fields in order
public record FilledRecord(String kind, String text, List<Field> fields) {
    private static final List<Kind> KINDS = read();

    /// @param value as JSON
    public record Field(String name, String value) {
    }

    private record Kind(String name, List<StoryFrame.Slot> slots, List<Template> tellings, Map<String, Template> fields) {
    }

    /// Makes a record up.
    public static FilledRecord draw(Choices choices) {
        Kind kind = choices.any(KINDS);
        Template.Filling filling = new Template.Filling(SlotWords.cast(kind.slots, choices), Map.of(), choices);
        String text = Phrases.sentences(Template.written(choices.any(kind.tellings), filling));
        List<Field> fields = new ArrayList<>();
        kind.fields.forEach((name, value) -> fields.add(new Field(name, Template.written(value, filling))));
        return new FilledRecord(kind.name, text, fields);
    }

    /// The names of the kinds of records.
    public static List<String> kinds() {
        return KINDS.stream().map(Kind::name).toList();
    }

    private static List<Kind> read() {
        List<Kind> kinds = new ArrayList<>();
        for (String line : WordFile.lines("records.txt")) {
            if (line.startsWith("record ")) {
                kinds.add(new Kind(line.substring(7), new ArrayList<>(), new ArrayList<>(), new LinkedHashMap<>()));
            } else if (line.startsWith("slot ")) {
                kinds.getLast().slots.add(StoryFrame.Slot.of(line));
            } else if (line.startsWith("field ")) {
                String[] sides = line.substring(6).split(" = ", 2);
                kinds.getLast().fields.put(sides[0], Template.of(sides[1]));
            } else {
                kinds.getLast().tellings.add(Template.of(line));
            }
        }
        return kinds;
    }
}
