// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seqmem.runtime.report.ExperimentRecord;
import org.seqmem.runtime.report.ToyExperiment;
import org.seqmem.runtime.report.gallery.Curves;

class ReportFilesTest {

    private static final ExperimentRecord EXPERIMENT = new ToyExperiment("toy").record();

    @TempDir private Path runs;

    @Test
    void knowsItsPageAgainByWhatItWasMadeOf() {
        assertThat(current("1.0", "a")).as("none yet").isEmpty();
        Path page = files("1.0", "a").writePage(OptionalInt.empty());

        assertThat(current("1.0", "a")).hasValue(page);
        assertThat(current("1.0", "b")).as("another state").isEmpty();
        assertThat(current("1.1", "a")).as("another version").isEmpty();
    }

    @Test
    void takesNoPageThatRefreshesItselfForTheLastOne() {
        files("1.0", "a").writePage(OptionalInt.of(10));

        assertThat(current("1.0", "a")).isEmpty();
    }

    private Optional<Path> current(String version, String state) {
        return ReportFiles.current(runs, EXPERIMENT.name(), version, state);
    }

    private ReportFiles files(String version, String state) {
        return new ReportFiles(EXPERIMENT, Curves.none(), version, state, runs);
    }
}
