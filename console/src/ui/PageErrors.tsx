import { Button } from 'antd';
import { Component, type ReactNode } from 'react';
import { Nothing } from './states.js';

interface PageErrorsProps {
  readonly children: ReactNode;
}
interface PageErrorsState {
  readonly hasFailed: boolean;
}

/** A page that fails, or whose files an upgrade replaced, says what to do instead of staying white. */
export class PageErrors extends Component<PageErrorsProps, PageErrorsState> {
  override state: PageErrorsState = { hasFailed: false };

  static getDerivedStateFromError(): PageErrorsState {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children;
    return (
      <Nothing title="这个页面没有打开">
        <p>平台可能刚刚升级，请刷新页面。已保存的内容没有丢失，未保存的正文暂存在本浏览器。</p>
        <Button type="primary" onClick={() => window.location.reload()}>
          刷新页面
        </Button>
      </Nothing>
    );
  }
}
