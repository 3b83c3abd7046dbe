// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.provenance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Something that is not the same in two environments.
 *
 * @param what it is
 * @param then what it was in the first
 * @param now what it is in the second
 */
public record EnvironmentChange(String what, String then, String now) {

    private static final String ABSENT = "-";

    /** What differs between two processes that worked on a trial; nothing about their times. */
    public static List<EnvironmentChange> between(Execution then, Execution now) {
        SortedMap<String, String> before = facts(then);
        SortedMap<String, String> after = facts(now);
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        List<EnvironmentChange> changes = new ArrayList<>();
        for (String name : names) {
            String was = before.getOrDefault(name, ABSENT);
            String is = after.getOrDefault(name, ABSENT);
            if (!was.equals(is)) {
                changes.add(new EnvironmentChange(name, was, is));
            }
        }
        return changes;
    }

    private static SortedMap<String, String> facts(Execution execution) {
        Provenance with = execution.with();
        SortedMap<String, String> facts = new TreeMap<>();
        facts.put("seqmem", with.build().version());
        facts.put("commit", with.build().commit());
        facts.put("java", with.machine().java());
        facts.put("os", with.machine().os());
        facts.put("arch", with.machine().arch());
        facts.put("cpu", with.machine().cpu());
        facts.put("djl", with.engine().djl());
        facts.put("pytorch", with.engine().pytorch());
        facts.put("natives", execution.natives());
        facts.put("device", execution.device());
        facts.put("threads", String.valueOf(execution.threads()));
        jars(with).forEach((title, jars) -> facts.put("jar " + title, jars));
        return facts;
    }

    /** By title; several jars may have the same. */
    private static Map<String, String> jars(Provenance with) {
        return with.artefacts().stream()
                .collect(
                        Collectors.groupingBy(
                                Artefact::title,
                                Collectors.mapping(
                                        jar ->
                                                jar.version()
                                                        + " ("
                                                        + jar.sha256()
                                                                .substring(0, Sha256.SHORT_DIGITS)
                                                        + ")",
                                        Collectors.joining(", "))));
    }
}
