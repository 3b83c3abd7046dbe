// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seqmem.api.SeqmemException;

/** Models of equal size; the toy cell has as many parameters and states as hidden units. */
class MatchTest {

    @TempDir Path folder;
    private Toys toys;

    @BeforeEach
    void listToys() {
        toys = new Toys(folder);
    }

    private static String experiment(String model, String match) {
        return """
                experiment {
                  name = first-look
                  task  { use = functional, memory { use = echo } }
                  model { %s }
                  match { %s }
                }
                """
                .formatted(model, match);
    }

    @Test
    void givesModelsTheWidthOfTheSizeThatIsAskedFor() {
        for (String match : new String[] {"parameters = 37", "state-size = 37"}) {
            PlannedTrial matched = toys.plan(experiment("use = cell", match)).trials().get(0);
            assertThat(matched.facts().parameters()).isEqualTo(37);
            String explicit =
                    experiment("use = cell, hidden-size = 37", "").replace("match {  }", "");
            assertThat(matched.id()).isEqualTo(toys.plan(explicit).trials().get(0).id());
        }
    }

    @Test
    void keepsWhatElseAModelSays() {
        Plan plan =
                toys.plan(
                        experiment("use = cell", "parameters = 1000")
                                + "sweep.model = [ { use = cell, dropout = [0.1, 0.2] } ]");
        assertThat(plan.trials()).hasSize(2);
        assertThat(plan.trials()).allMatch(trial -> trial.facts().parameters() == 1000);
    }

    @Test
    void saysWhyAModelCannotBeMatched() {
        assertThat(report(experiment("use = cell, hidden-size = 8", "parameters = 37")))
                .contains("experiment.model.hidden-size = 8  is chosen by experiment.match");
        assertThat(report(experiment("use = stack, widths = [1]", "parameters = 37")))
                .contains("cannot be matched in size: model \"stack\" has no width");
        assertThat(report(experiment("use = cell", "parameters = 10000000")))
                .contains("cannot be matched: model \"cell\" is to have 10,000,000 parameters and")
                .contains("the nearest");
        assertThat(report(experiment("use = cell", "parameters = 3, state-size = 3")))
                .contains("match needs one of the keys parameters and state-size");
        assertThat(report(experiment("use = cell, hiden = 3", "parameters = 3")))
                .contains("unknown key of model \"cell\"");
    }

    private String report(String text) {
        SeqmemException thrown = catchThrowableOfType(SeqmemException.class, () -> toys.plan(text));
        assertThat(thrown).isNotNull();
        return String.valueOf(thrown.getMessage()).replaceAll("\\s*\\n\\s*", "  ");
    }
}
