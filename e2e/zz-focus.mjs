import { chromium } from '@playwright/test'
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox','--disable-gpu'] })
const page = await (await b.newContext({ viewport:{width:1440,height:900} })).newPage()
await page.goto('http://127.0.0.1:9300/?function=orders'); await page.waitForTimeout(2500)
await page.getByRole('button',{name:/^Send as HTTP/}).click(); await page.waitForTimeout(1500)
console.log(await page.evaluate(() => document.activeElement.outerHTML.slice(0,200)))
await b.close()
