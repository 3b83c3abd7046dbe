// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.core.domain.properties.HasParameterTypes.Predicates.rawParameterTypes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import ai.djl.ndarray.NDArray;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "org.seqmem.plugins.models",
        importOptions = ImportOption.DoNotIncludeTests.class)
class EngineTrapsTest {

    @ArchTest
    static final ArchRule MODELS_DO_NOT_MULTIPLY_BY_NUMBERS =
            noClasses()
                    .should()
                    .callMethodWhere(
                            target(owner(assignableTo(NDArray.class)))
                                    .and(target(nameMatching("mul|div|pow|maximum|minimum")))
                                    .and(target(rawParameterTypes(Number.class))))
                    .because(
                            "the engine frees the number before the backward pass reads it;"
                                    + " see layers.Scalars");
}
