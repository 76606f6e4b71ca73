package org.decant.runtime.model.table;

import java.util.List;
import org.decant.runtime.diagnostic.SourceText;
import org.decant.runtime.model.ForwardModel;
import org.decant.runtime.model.ModelKind;
import org.decant.runtime.model.ModelLocation;
import org.decant.runtime.model.ModelOption;
import org.decant.runtime.model.TextFile;
import org.decant.runtime.vocabulary.Vocabulary;

/// Opens table models: `table:toy.json`.
public final class TableModelKind implements ModelKind {

    @Override
    public String name() {
        return "table";
    }

    @Override
    public List<String> suffixes() {
        return List.of(".json");
    }

    @Override
    public List<ModelOption> options() {
        return List.of();
    }

    @Override
    public ForwardModel open(ModelLocation location, Vocabulary shared) {
        SourceText json = new SourceText(location.path(), TextFile.read(location.file()));
        return TableModel.read(location.text(), json, shared);
    }
}
