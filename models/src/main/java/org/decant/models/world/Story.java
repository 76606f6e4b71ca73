package org.decant.models.world;

import java.util.ArrayList;
import java.util.List;

/// A short story: its people and things stay the same throughout, and one thing follows from another.
///
/// @param frame     what kind of story
/// @param parts     its parts in order, each of one or more whole sentences
/// @param questions what can be asked about it
public record Story(String frame, List<String> parts, List<Question> questions) {
    private static final StoryGrammar GRAMMAR = StoryGrammar.read();

    /// A question about a text, and its answer, which stands in the text word for word.
    public record Question(String text, String answer) {
    }

    /// Tells a story.
    public static Story tell(Choices choices) {
        StoryFrame frame = choices.any(GRAMMAR.frames());
        Template.Filling filling = new Template.Filling(SlotWords.cast(frame.slots(), choices), GRAMMAR.rules(), choices);
        List<String> parts = frame.parts().stream().map(part -> Phrases.sentences(Template.written(part, filling))).toList();
        String whole = String.join(" ", parts);
        List<Question> questions = new ArrayList<>();
        for (StoryFrame.Asked asked : frame.questions()) {
            String question = Phrases.capital(Template.written(asked.question(), filling));
            asked.answers().stream().map(answer -> Template.written(answer, filling)).filter(whole::contains).findFirst()
                    .ifPresent(answer -> questions.add(new Question(question, answer)));
        }
        return new Story(frame.name(), parts, questions);
    }

    /// The parts from one to another (exclusive), as one text.
    public String text(int from, int to) {
        return String.join(" ", parts.subList(from, to));
    }

    /// The whole story.
    public String text() {
        return text(0, parts.size());
    }

    /// The names of the kinds of stories.
    public static List<String> frames() {
        return GRAMMAR.frames().stream().map(StoryFrame::name).toList();
    }
}
