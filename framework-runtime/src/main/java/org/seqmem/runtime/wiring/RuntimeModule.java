// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.seqmem.api.launch.Job;
import org.seqmem.api.launch.LaunchListener;
import org.seqmem.api.launch.LauncherContext;
import org.seqmem.runtime.cli.CollectCommand;
import org.seqmem.runtime.cli.CompareCommand;
import org.seqmem.runtime.cli.Console;
import org.seqmem.runtime.cli.DoctorCommand;
import org.seqmem.runtime.cli.Experiments;
import org.seqmem.runtime.cli.ExportCommand;
import org.seqmem.runtime.cli.ImportCommand;
import org.seqmem.runtime.cli.NewPluginCommand;
import org.seqmem.runtime.cli.PlanCommand;
import org.seqmem.runtime.cli.PluginsCommand;
import org.seqmem.runtime.cli.RemoveCommand;
import org.seqmem.runtime.cli.ReportCommand;
import org.seqmem.runtime.cli.ReproduceCommand;
import org.seqmem.runtime.cli.RunCommand;
import org.seqmem.runtime.cli.SeqmemCommand;
import org.seqmem.runtime.cli.ShowCommand;
import org.seqmem.runtime.cli.TrialCommand;
import org.seqmem.runtime.cli.TrialsCommand;
import org.seqmem.runtime.config.Binder;
import org.seqmem.runtime.config.Schema;
import org.seqmem.runtime.plan.Planner;
import org.seqmem.runtime.plugin.Catalogue;
import org.seqmem.runtime.plugin.PluginDefaults;
import org.seqmem.runtime.plugin.PluginPlaces;
import org.seqmem.runtime.provenance.Artefacts;
import org.seqmem.runtime.provenance.Build;
import org.seqmem.runtime.provenance.EngineVersions;
import org.seqmem.runtime.provenance.Fingerprints;
import org.seqmem.runtime.provenance.Machine;
import org.seqmem.runtime.provenance.Provenances;
import org.seqmem.runtime.run.ExperimentFiles;
import org.seqmem.runtime.run.ExperimentRuns;
import org.seqmem.runtime.trial.worker.TrialJobs;

/** What is bound to what; nothing is made that is not named here. */
final class RuntimeModule extends AbstractModule {

    private final Console console;
    private final PluginPlaces places;

    RuntimeModule(Console console, PluginPlaces places) {
        this.console = console;
        this.places = places;
    }

    @Override
    protected void configure() {
        binder().requireExplicitBindings();
        bind(Console.class).toInstance(console);
        bind(Clock.class).toInstance(Clock.systemUTC());
        bind(Planner.class);
        bind(ExperimentFiles.class);
        bind(ExperimentRuns.class);
        bind(Experiments.class);
        bind(SeqmemCommand.class);
        bind(RunCommand.class);
        bind(PlanCommand.class);
        bind(PluginsCommand.class);
        bind(NewPluginCommand.class);
        bind(PluginsCommand.ListCommand.class);
        bind(PluginsCommand.DescribeCommand.class);
        bind(TrialsCommand.class);
        bind(ShowCommand.class);
        bind(ReportCommand.class);
        bind(CompareCommand.class);
        bind(ExportCommand.class);
        bind(TrialCommand.class);
        bind(TrialCommand.RunTrialCommand.class);
        bind(ReproduceCommand.class);
        bind(ImportCommand.class);
        bind(RemoveCommand.class);
        bind(CollectCommand.class);
        bind(DoctorCommand.class);
    }

    @Provides
    @Singleton
    PluginDefaults defaults() {
        return new PluginDefaults();
    }

    @Provides
    @Singleton
    Binder binder(Catalogue catalogue, PluginDefaults defaults) {
        return new Binder(catalogue, defaults);
    }

    @Provides
    @Singleton
    Schema schema(Catalogue catalogue, PluginDefaults defaults) {
        return new Schema(catalogue, defaults);
    }

    @Provides
    @Singleton
    Artefacts artefacts() {
        return new Artefacts();
    }

    @Provides
    @Singleton
    EngineVersions engineVersions() {
        return EngineVersions.of(RuntimeModule.class.getClassLoader(), System.getenv());
    }

    @Provides
    @Singleton
    Fingerprints fingerprints(Artefacts artefacts, EngineVersions engine) {
        return new Fingerprints(artefacts, engine);
    }

    @Provides
    @Singleton
    Provenances provenances(EngineVersions engine, Clock clock) {
        return new Provenances(Build.here(), Machine.here(), engine, clock);
    }

    @Provides
    @Singleton
    LauncherContext launcherContext(
            Binder binder, Fingerprints fingerprints, Provenances provenances) {
        TrialJobs jobs = new TrialJobs(binder, fingerprints, provenances);
        return new LauncherContext() {
            @Override
            public void runHere(
                    Job job, String device, LaunchListener listener, BooleanSupplier stop) {
                jobs.run(job, device, listener, stop);
            }

            @Override
            public List<Path> pluginPlaces() {
                return places.places();
            }
        };
    }

    @Provides
    @Singleton
    Catalogue catalogue() {
        return Catalogue.discover(RuntimeModule.class.getClassLoader(), places);
    }
}
