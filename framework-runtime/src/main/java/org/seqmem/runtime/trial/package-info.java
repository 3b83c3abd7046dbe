// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
/** What one worker does: a trial from its specification to its result. */
@NullMarked
package org.seqmem.runtime.trial;

import org.jspecify.annotations.NullMarked;
