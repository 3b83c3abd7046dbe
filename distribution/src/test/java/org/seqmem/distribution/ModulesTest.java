// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.distribution;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.io.ObjectInputStream;
import java.net.DatagramSocket;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.nio.channels.NetworkChannel;
import org.seqmem.api.Plugin;

/** Who may know whom between the modules. Only here are all of them on one class path. */
@AnalyzeClasses(packages = "org.seqmem", importOptions = ImportOption.DoNotIncludeTests.class)
class ModulesTest {

    // A wrong package name would make every rule below pass on nothing.
    private static final int FEWEST_CLASSES_OF_A_MODULE = 5;

    @ArchTest
    static void enoughClassesAreScanned(JavaClasses classes) {
        for (String module : new String[] {"api", "runtime", "plugins.memory", "plugins.models"}) {
            assertThat(classes)
                    .filteredOn(resideInAPackage("org.seqmem." + module + ".."))
                    .as("classes of %s", module)
                    .hasSizeGreaterThan(FEWEST_CLASSES_OF_A_MODULE);
        }
    }

    @ArchTest
    static final ArchRule theApiIsWhatAPluginAuthorNeedsAndNoMore =
            classes()
                    .that()
                    .resideInAPackage("org.seqmem.api..")
                    .should()
                    .onlyDependOnClassesThat(
                            resideInAnyPackage(
                                    "org.seqmem.api..",
                                    "java..",
                                    "ai.djl..",
                                    "io.micrometer.core..",
                                    "org.jspecify.."))
                    .because("no Guice, no HOCON, no engine");

    @ArchTest
    static final ArchRule nobodyIsCompiledAgainstOneEngine =
            noClasses().should().dependOnClassesThat(resideInAPackage("ai.djl.pytorch.."));

    @ArchTest
    static final ArchRule pluginsDoNotSeeTheRuntime =
            noClasses()
                    .that()
                    .resideInAPackage("org.seqmem.plugins..")
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage(
                                    "org.seqmem.runtime..",
                                    "com.google.inject..",
                                    "com.typesafe.config.."));

    @ArchTest
    static final ArchRule pluginModulesDoNotSeeEachOther =
            slices().matching("org.seqmem.plugins.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule theRuntimeDoesNotSeePlugins =
            noClasses()
                    .that()
                    .resideInAPackage("org.seqmem.runtime..")
                    .should()
                    .dependOnClassesThat(resideInAPackage("org.seqmem.plugins.."));

    @ArchTest
    static final ArchRule packagesOfAPluginModuleFormNoCircles =
            slices().matching("org.seqmem.plugins.(*).(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule pluginsAreNamedSoAndFinal =
            classes()
                    .that()
                    .implement(Plugin.class)
                    .and(areNoInterfaces())
                    .and()
                    .resideInAnyPackage("org.seqmem.plugins..", "org.seqmem.runtime..")
                    .should()
                    .haveSimpleNameEndingWith("Plugin")
                    .andShould()
                    .bePublic()
                    .andShould()
                    .haveModifier(JavaModifier.FINAL);

    @ArchTest
    static final ArchRule pluginsRememberNothing =
            classes()
                    .that()
                    .implement(Plugin.class)
                    .and(areNoInterfaces())
                    .should(haveNoInstanceFields())
                    .because("one plugin object serves every experiment of a process");

    @ArchTest
    static final ArchRule noPackageIsADrawer =
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
    static final ArchRule pluginsLeaveTheTerminalAlone =
            noClasses()
                    .that()
                    .resideInAnyPackage("org.seqmem.plugins..", "org.seqmem.api..")
                    .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS);

    // ---- what the section on security of docs/writing-a-plugin.md promises ----

    @ArchTest
    static final ArchRule nobodyDeserialisesJavaObjects =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .areAssignableTo(ObjectInputStream.class)
                    .because("reading one runs code that the bytes choose");

    @ArchTest
    static final ArchRule onlyTheRoomOfPluginsLoadsCode =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("org.seqmem.runtime.plugin..")
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage("java..")
                                    .and(assignableTo(ClassLoader.class))
                                    .and(not(type(ClassLoader.class))))
                    .orShould()
                    .beAssignableTo(ClassLoader.class)
                    .because("code comes from the named folders and from nowhere else");

    @ArchTest
    static final ArchRule onlyPublishersUseTheNetwork =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("org.seqmem.plugins.metrics.publish..")
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage("java.net.http..", "com.sun.net.httpserver..")
                                    .or(assignableTo(HttpURLConnection.class))
                                    .or(assignableTo(Socket.class))
                                    .or(assignableTo(ServerSocket.class))
                                    .or(assignableTo(DatagramSocket.class))
                                    .or(assignableTo(NetworkChannel.class)));

    @ArchTest
    static final ArchRule onlyTheDiscoveryOfPluginsReadsWhatAnAddressHolds =
            noClasses()
                    .that()
                    .doNotHaveFullyQualifiedName("org.seqmem.runtime.plugin.Discovery")
                    .should()
                    .callMethodWhere(
                            target(owner(type(URL.class)))
                                    .and(target(nameMatching("open.*|getContent"))))
                    .because("it reads lists in jars; any other address may be of the network");

    private static DescribedPredicate<JavaClass> areNoInterfaces() {
        return DescribedPredicate.not(JavaClass.Predicates.INTERFACES);
    }

    private static ArchCondition<JavaClass> haveNoInstanceFields() {
        return new ArchCondition<>("have no instance fields") {
            @Override
            public void check(JavaClass plugin, ConditionEvents events) {
                plugin.getFields().stream()
                        .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                        .forEach(
                                field ->
                                        events.add(
                                                SimpleConditionEvent.violated(
                                                        field, field.getDescription())));
            }
        };
    }
}
