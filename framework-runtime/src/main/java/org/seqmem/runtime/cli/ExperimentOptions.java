// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** An experiment file and what is changed in it for this call. */
final class ExperimentOptions {

    @Parameters(paramLabel = "FILE", description = "The experiment, a HOCON file.")
    private Path file = Path.of("");

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = {
                "Replaces a value of the file, for instance",
                "--set experiment.training.steps=500. May be repeated."
            })
    private List<String> overrides = new ArrayList<>();

    Path file() {
        return file;
    }

    List<String> overrides() {
        return overrides;
    }
}
