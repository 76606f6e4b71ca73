package org.decant.models.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.decant.models.world.StoryFrame.Asked;
import org.decant.models.world.StoryFrame.Slot;

/// The grammar of stories, read from its resource file, which explains the notation.
final class StoryGrammar {
    private final List<StoryFrame> frames = new ArrayList<>();
    private final Map<String, Template> rules = new HashMap<>();

    private StoryGrammar() {
    }

    List<StoryFrame> frames() {
        return frames;
    }

    Map<String, Template> rules() {
        return rules;
    }

    static StoryGrammar read() {
        Map<String, List<String>> blocks = new LinkedHashMap<>();
        List<String> block = null;
        for (String line : WordFile.lines("stories.txt")) {
            if (line.startsWith("frame ") || line.startsWith("rule ")) {
                block = blocks.computeIfAbsent(line, _ -> new ArrayList<>());
            } else {
                block.add(line.strip());
            }
        }
        StoryGrammar grammar = new StoryGrammar();
        blocks.forEach((head, lines) -> {
            String name = head.substring(head.indexOf(' ') + 1);
            if (head.startsWith("rule ")) {
                grammar.rules.put(name, new Template.Alternatives(lines.stream().map(Template::of).toList()));
            } else {
                grammar.frames.add(frame(name, lines));
            }
        });
        return grammar;
    }

    private static StoryFrame frame(String name, List<String> lines) {
        List<Slot> slots = new ArrayList<>();
        List<Template> parts = new ArrayList<>();
        List<Asked> questions = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("slot ")) {
                slots.add(Slot.of(line));
            } else if (line.startsWith("ask ")) {
                String[] sides = line.substring(4).split(" = ");
                List<Template> answers = new ArrayList<>();
                for (String answer : sides[1].split(" \\| ")) {
                    answers.add(Template.of(answer));
                }
                questions.add(new Asked(Template.of(sides[0]), answers));
            } else {
                parts.add(Template.of(line));
            }
        }
        return new StoryFrame(name, slots, parts, questions);
    }
}
