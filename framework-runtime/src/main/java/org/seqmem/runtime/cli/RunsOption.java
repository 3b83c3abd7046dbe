// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The place of store and trials, an option of every command that reads or writes them. */
final class RunsOption {

    @Option(
            names = "--runs",
            paramLabel = "DIR",
            defaultValue = "runs",
            description = "Where trials and their store are kept (default: ${DEFAULT-VALUE}).")
    private Path directory = Path.of("runs");

    /** The directory, which need not exist yet. */
    Path directory() {
        return directory;
    }
}
