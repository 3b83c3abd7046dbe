// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;

/**
 * Who may know whom between the rooms of the runtime. Where one enters, as a program or from one's
 * own, is no room: {@code Main}, {@code Rehearsal}, {@code Seqmem}. These choose what is wired.
 */
@AnalyzeClasses(
        packages = "org.seqmem.runtime",
        importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {

    private static final String RUNTIME = "org.seqmem.runtime.";
    private static final String MAIN = RUNTIME + "Main";
    private static final Class<?>[] ENTRANCES = {Main.class, Rehearsal.class, Seqmem.class};
    private static final String WORKER = RUNTIME + "trial.worker.WorkerMain";

    // A wrong package name would make every rule below pass on nothing.
    private static final int FEWEST_CLASSES = 40;

    @ArchTest
    static void enoughClassesAreScanned(JavaClasses classes) {
        assertThat(classes).hasSizeGreaterThan(FEWEST_CLASSES);
        for (String room : new String[] {"launch", "provenance", "store", "training", "trial"}) {
            assertThat(classes)
                    .anyMatch(javaClass -> javaClass.getPackageName().equals(RUNTIME + room));
        }
    }

    // ---- between rooms ----

    @ArchTest
    static final ArchRule roomsDoNotDependOnEachOtherInCircles =
            slices().matching(RUNTIME + "(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule whatAWorkerDoesKnowsNothingOfTheDriver =
            noClasses()
                    .that(resideInAnyPackage(rooms("trial", "training")))
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage(
                                    rooms(
                                            "cli",
                                            "launch",
                                            "report",
                                            "store",
                                            "telemetry",
                                            "wiring")))
                    .because("a worker's class path does without their libraries");

    @ArchTest
    static final ArchRule theStoreKnowsOnlyTrials =
            noClasses()
                    .that(resideInAnyPackage(rooms("store")))
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage("org.seqmem.runtime..")
                                    .and(resideOutsideOfPackages(rooms("store", "trial"))));

    @ArchTest
    static final ArchRule nobodyKnowsTheCommandLine =
            noClasses()
                    .that(resideOutsideOfPackages(rooms("cli", "wiring")))
                    .and()
                    .doNotBelongToAnyOf(ENTRANCES)
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(rooms("cli")));

    @ArchTest
    static final ArchRule nobodyKnowsTheWiring =
            noClasses()
                    .that(resideOutsideOfPackages(rooms("wiring")))
                    .and()
                    .doNotBelongToAnyOf(ENTRANCES)
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(rooms("wiring")));

    // ---- libraries ----

    @ArchTest
    static final ArchRule onlyTheWiringUsesGuice =
            only(rooms("wiring"), "com.google.inject..")
                    .because("classes ask for what they need with jakarta.inject");

    @ArchTest
    static final ArchRule onlyTheStoreUsesSql =
            only(rooms("store"), "org.jdbi..", "org.flywaydb..", "org.sqlite..", "java.sql..");

    @ArchTest static final ArchRule onlyTheCommandLineUsesPicocli = only(rooms("cli"), "picocli..");

    @ArchTest
    static final ArchRule onlyConfigurationUsesHocon =
            only(rooms("config", "plugin", "plan"), "com.typesafe.config..");

    @ArchTest
    static final ArchRule onlyTelemetryUsesMicrometer = only(rooms("telemetry"), "io.micrometer..");

    @ArchTest
    static final ArchRule onlyAWorkerUsesTheEngine =
            only(rooms("trial", "training"), "ai.djl..")
                    .because("the driver never creates a tensor and never loads the engine");

    @ArchTest
    static final ArchRule nobodyIsCompiledAgainstOneEngine =
            noClasses().should().dependOnClassesThat(resideInAnyPackage("ai.djl.pytorch.."));

    // ---- style that a compiler does not check ----

    @ArchTest
    static final ArchRule noRoomIsADrawer =
            noClasses()
                    .should()
                    .resideInAnyPackage(
                            "..common..",
                            "..helper..",
                            "..impl..",
                            "..misc..",
                            "..util..",
                            "..utils..");

    @ArchTest
    static final ArchRule namesSayWhatAClassIs =
            noClasses()
                    .should()
                    .haveSimpleNameEndingWith("Impl")
                    .orShould()
                    .haveSimpleNameEndingWith("Helper")
                    .orShould()
                    .haveSimpleNameEndingWith("Manager")
                    .orShould()
                    .haveSimpleNameEndingWith("Util")
                    .orShould()
                    .haveSimpleNameEndingWith("Utils");

    @ArchTest
    static final ArchRule nothingStaticChanges = fields().that().areStatic().should().beFinal();

    @ArchTest
    static final ArchRule nobodyDrawsAmbientRandomness =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("java.util.Random")
                    .orShould()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
                    .orShould()
                    .callMethod(Math.class, "random");

    @ArchTest
    static final ArchRule nobodyLogsBesideSlf4j =
            GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

    @ArchTest
    static final ArchRule onlyTheCommandLineWritesToTheTerminal =
            noClasses()
                    .that(resideOutsideOfPackages(rooms("cli")))
                    .and()
                    .doNotHaveFullyQualifiedName(MAIN)
                    .and()
                    .doNotHaveFullyQualifiedName(WORKER) // whose streams lead to its driver
                    .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS);

    private static ArchRule only(String[] rooms, String... libraries) {
        return noClasses()
                .that(resideOutsideOfPackages(rooms))
                .and()
                .doNotHaveFullyQualifiedName(MAIN)
                .should()
                .dependOnClassesThat(resideInAnyPackage(libraries));
    }

    private static String[] rooms(String... names) {
        String[] packages = new String[names.length];
        for (int i = 0; i < names.length; i++) {
            packages[i] = RUNTIME + names[i] + "..";
        }
        return packages;
    }
}
