// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.run;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.seqmem.api.SeqmemException;
import org.seqmem.runtime.config.Binder;
import org.seqmem.runtime.config.ExperimentFile;
import org.seqmem.runtime.config.RunSettings;
import org.seqmem.runtime.plan.Plan;
import org.seqmem.runtime.plan.Planner;
import org.seqmem.runtime.plugin.PluginDefaults;

/** Reads experiments: the plan and how it is run, with all problems of both at once. */
public final class ExperimentFiles {

    private final Binder binder;
    private final PluginDefaults defaults;
    private final Planner planner;

    /** Made by the injector. */
    @Inject
    public ExperimentFiles(Binder binder, PluginDefaults defaults, Planner planner) {
        this.binder = binder;
        this.defaults = defaults;
        this.planner = planner;
    }

    /**
     * Reads a file.
     *
     * @param file HOCON in UTF-8
     * @param overrides what is changed in it, as {@code path=value}; later ones win
     * @throws SeqmemException NOT_FOUND if there is no such file, INVALID_CONFIG with all problems
     *     of the file, if it has any
     */
    public Experiment read(Path file, List<String> overrides) {
        return bound(ExperimentFile.load(file, overrides));
    }

    /**
     * Reads a text as if it were that of a file in the working directory.
     *
     * @param text HOCON
     * @param overrides what is changed in it, as {@code path=value}; later ones win
     * @throws SeqmemException INVALID_CONFIG with all problems of the text, if it has any
     */
    public Experiment parse(String text, List<String> overrides) {
        return bound(ExperimentFile.parse(text, overrides));
    }

    private Experiment bound(ExperimentFile file) {
        Optional<RunSettings> settings = RunSettings.of(file, binder, defaults);
        Plan plan = planner.plan(file); // throws if the settings had a problem, too
        return new Experiment(plan, settings.orElseThrow(), file.content());
    }
}
