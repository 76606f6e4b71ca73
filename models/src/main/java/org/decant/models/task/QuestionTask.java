package org.decant.models.task;

import java.util.ArrayList;
import java.util.List;
import org.decant.models.world.Choices;
import org.decant.models.world.Clause;
import org.decant.models.world.Story;
import org.decant.models.world.Story.Question;
import org.decant.runtime.metric.TokenOverlap;

/// A question about a passage; the answer is a span of the passage. Scored as for SQuAD (Rajpurkar et al., 2016).
final class QuestionTask extends GeneratedTask {
    private static final double STORIES = 0.3;

    QuestionTask() {
        super("question", "answer a question with a span of the passage; scored by the words shared with the answer (F1)");
    }

    @Override
    Item draw(Choices choices) {
        String text;
        List<Question> questions = new ArrayList<>();
        if (choices.flip(STORIES)) {
            Story story = Story.tell(choices);
            text = story.text();
            questions.addAll(story.questions());
        } else {
            List<Clause> scene = Clause.scene(choices, choices.between(2, 4));
            text = Clause.text(scene);
            scene.forEach(clause -> questions.addAll(clause.questions()));
        }
        Question question = choices.any(questions);
        String prompt = "Text: " + text + "\nQuestion: " + question.text() + "\nAnswer:";
        return new Item(text, prompt, question.answer());
    }

    @Override
    double scoreStripped(TaskExample example, String output) {
        String reference = example.references().getFirst();
        return output.equals(reference) ? 1 : TokenOverlap.f1(output, reference);
    }
}
