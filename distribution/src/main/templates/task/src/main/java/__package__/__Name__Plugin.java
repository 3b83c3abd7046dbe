package __package__;

import org.seqmem.api.task.Task;
import org.seqmem.api.task.TaskPlugin;

/** The plugin of {@link __Name__}. */
public final class __Name__Plugin implements TaskPlugin<__Name__Config> {

    @Override
    public String name() {
        return "__name__";
    }

    @Override
    public Class<__Name__Config> configType() {
        return __Name__Config.class;
    }

    @Override
    public String summary() {
        return "the present input times the one some steps ago";
    }

    @Override
    public Task create(__Name__Config config) {
        return new __Name__(config);
    }
}
