// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.plan;

import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import org.seqmem.api.Plugin;
import org.seqmem.runtime.config.Bound;
import org.seqmem.runtime.config.Origin;
import org.seqmem.runtime.config.Problem;
import org.seqmem.runtime.config.Problems;
import org.seqmem.runtime.provenance.Artefact;
import org.seqmem.runtime.provenance.CanonicalJson;
import org.seqmem.runtime.provenance.Fingerprints;

/**
 * Binds every value that a section takes, once. Of what is bound only texts are kept: the trees
 * would take several times the memory.
 *
 * @param <T> the type of the section
 */
final class SectionBinder<T> {

    private final Combinations combinations;
    private final Binding<T> binding;
    private final Fingerprints fingerprints;
    private final Problems problems;

    private final List<Draft<T>> drafts = new ArrayList<>();
    private final Labels labels = new Labels();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<Set<Plugin<?>>, NavigableSet<Artefact>> artefacts = new HashMap<>();

    /** How a section is bound. */
    @FunctionalInterface
    interface Binding<T> {

        /** Binds a value; empty if anything is wrong with it. */
        Optional<Bound<T>> bind(ConfigValue value, String path, Problems problems);
    }

    /** A section that has no label yet. */
    private record Draft<T>(
            T value, String json, String identity, NavigableSet<Artefact> artefacts) {}

    SectionBinder(
            Combinations combinations,
            Binding<T> binding,
            Fingerprints fingerprints,
            Problems problems) {
        this.combinations = combinations;
        this.binding = binding;
        this.fingerprints = fingerprints;
        this.problems = problems;
    }

    /** The sections of all combinations; incomplete if there is a problem. */
    List<Section<T>> bind() {
        for (int i = 0; i < combinations.count(); i++) {
            bind(i);
        }
        if (drafts.size() < combinations.count()) {
            return List.of();
        }
        List<String> names = labels.labels();
        List<Section<T>> sections = new ArrayList<>(drafts.size());
        for (int i = 0; i < drafts.size(); i++) {
            Draft<T> draft = drafts.get(i);
            sections.add(
                    new Section<>(
                            draft.value(),
                            draft.json(),
                            draft.identity(),
                            names.get(i),
                            draft.artefacts()));
        }
        return sections;
    }

    private void bind(int combination) {
        Optional<ConfigValue> value = combinations.value(combination);
        if (value.isEmpty()) {
            return;
        }
        String path = "experiment." + combinations.section();
        Problems own = new Problems("");
        Optional<Bound<T>> bound = binding.bind(value.get(), path, own);
        own.list().forEach(one -> problems.add(combinations.asWritten(combination, one)));
        if (bound.isEmpty() || !own.isEmpty()) {
            return;
        }
        try {
            add(combination, bound.get());
        } catch (IllegalArgumentException e) {
            String origin = Origin.of(value.get());
            problems.add(
                    combinations.asWritten(
                            combination,
                            new Problem(origin, path, String.valueOf(e.getMessage()))));
        }
    }

    /**
     * @throws IllegalArgumentException if the value has no canonical form
     */
    private void add(int combination, Bound<T> bound) {
        String identity = CanonicalJson.of(bound.identity());
        Integer earlier = numbers.putIfAbsent(identity, combination);
        if (earlier != null) {
            problems.add(combinations.duplicate(earlier, combination));
            return;
        }
        // One text where there are no paths, which is nearly always.
        String json =
                bound.json().equals(bound.identity()) ? identity : CanonicalJson.of(bound.json());
        labels.add(bound.json());
        drafts.add(new Draft<>(bound.value(), json, identity, artefacts(bound.plugins())));
    }

    private NavigableSet<Artefact> artefacts(Set<Plugin<?>> plugins) {
        return artefacts.computeIfAbsent(
                plugins,
                same -> fingerprints.artefacts(plugins.stream().map(Plugin::getClass).toList()));
    }
}
