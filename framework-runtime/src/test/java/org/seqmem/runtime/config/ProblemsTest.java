// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;

class ProblemsTest {

    private static final String IMPULS =
            "no memory function of that name. Did you mean \"impulse\"?"
                    + "  (airy, damped-cosine, exponential, ...; seqmem plugins list)";

    private final Problems problems = new Problems("my.conf");

    @Test
    void reportAlignsColumnsAndPutsLongMessagesOnTheirOwnLine() {
        add("my.conf:14", "sweep.\"task.memory\"[1].use", "\"impuls\"", IMPULS);
        add("my.conf:9", "experiment.training.steps", "-5", "must be at least 1");
        problems.add(
                new Problem(
                        "my.conf:7",
                        "experiment.model.hiden-size",
                        "unknown key of model \"lstm\". Did you mean \"hidden-size\"?"));

        assertThat(problems.render())
                .isEqualTo(
                        """
                        my.conf has 3 problems:
                          my.conf:7   experiment.model.hiden-size      unknown key of model "lstm". Did you mean "hidden-size"?
                          my.conf:9   experiment.training.steps = -5   must be at least 1
                          my.conf:14  sweep."task.memory"[1].use = "impuls"
                                      no memory function of that name. Did you mean "impulse"?  (airy, damped-cosine, exponential, ...; seqmem plugins list)""");
    }

    @Test
    void reportOfOneProblemSaysSo() {
        add("my.conf:9", "experiment.training.steps", "-5", "must be at least 1");

        assertThat(problems.render())
                .isEqualTo(
                        """
                        my.conf has 1 problem:
                          my.conf:9  experiment.training.steps = -5   must be at least 1""");
    }

    @Test
    void problemsAreSortedByPathWithNumbersByTheirValue() {
        add("my.conf:1", "sweep.model[10].rate", "1", "x");
        add("my.conf:1", "sweep.model[9].rate", "1", "x");
        add("my.conf:1", "experiment", "1", "x");

        assertThat(problems.list())
                .extracting(Problem::path)
                .containsExactly("experiment", "sweep.model[9].rate", "sweep.model[10].rate");
    }

    @Test
    void problemsWithinABlockBeyondRepairAreLeftOut() {
        problems.addFinal(new Problem("my.conf:1", "experiment.model", "merges blocks"));
        add("my.conf:1", "experiment.model.rate", "1", "unknown key");
        add("my.conf:1", "experiment.models", "1", "unknown key");

        assertThat(problems.list())
                .extracting(Problem::path)
                .containsExactly("experiment.model", "experiment.models");
    }

    @Test
    void theSameProblemIsReportedOnce() {
        add("my.conf:1", "experiment.model", "1", "x");
        add("my.conf:1", "experiment.model", "1", "x");

        assertThat(problems.list()).hasSize(1);
    }

    @Test
    void throwsNothingWithoutAProblem() {
        assertThat(problems.isEmpty()).isTrue();
        assertThatCode(problems::throwIfAny).doesNotThrowAnyException();
    }

    @Test
    void throwsTheWholeReportAsAMistakeOfTheUser() {
        add("my.conf:1", "experiment.model", "1", "x");
        problems.add(failure(ErrorCode.PLUGIN_FAILED), new IllegalStateException("oops"));

        assertThatThrownBy(problems::throwIfAny)
                .isInstanceOf(SeqmemException.class)
                .hasMessage(problems.render())
                .hasRootCauseMessage("oops")
                .extracting(e -> ((SeqmemException) e).code())
                .isEqualTo(ErrorCode.INVALID_CONFIG);
    }

    @Test
    void throwsAsTheMistakeOfAPluginWhenTheUserHasNothingToMend() {
        problems.add(failure(ErrorCode.PLUGIN_NOT_LOADED));

        assertThatThrownBy(problems::throwIfAny)
                .extracting(e -> ((SeqmemException) e).code())
                .isEqualTo(ErrorCode.PLUGIN_NOT_LOADED);
    }

    private static Problem failure(ErrorCode code) {
        return new Problem(code, "my.conf:2", "experiment.task", Optional.empty(), "failed");
    }

    private void add(String origin, String path, String value, String message) {
        problems.add(
                new Problem(ErrorCode.INVALID_CONFIG, origin, path, Optional.of(value), message));
    }
}
