// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.store;

/**
 * A trial and what references say of it.
 *
 * @param id the trial's full id
 * @param judgedBy a hash of all that the judgement depends on; empty if it is to be judged again
 * @param judgement what they say
 */
public record JudgedTrial(String id, String judgedBy, Judgement judgement) {}
