### Arabic. Keys and variables as in en.ftl.

## Every page
language-dir = rtl
page-title = { $step } · { $tenant }
skip-to-content = الانتقال إلى المحتوى
language = اللغة
back = رجوع
progress = الخطوة { $current } من { $total }
continue = متابعة
change = تغيير
change-what = تغيير: { $what }
cancel = إلغاء
try-again = حاول مرة أخرى
optional = اختياري
choose = اختر
yes = نعم
no = لا
test-mode = وضع الاختبار: لا شيء هنا يُحتسب
problem-title = هناك ما يحتاج إلى انتباهك
progress-is-saved = تم حفظ تقدمك. يمكنك العودة بالرابط نفسه.
reference = الرقم المرجعي
help = تحتاج إلى مساعدة؟ اكتب إلى { $mail }
tries-left = { $tries ->
    [zero] لم تبق لك محاولات.
    [one] بقيت لك محاولة واحدة.
    [two] بقيت لك محاولتان.
    [few] بقيت لك { $tries } محاولات.
    [many] بقيت لك { $tries } محاولة.
   *[other] بقيت لك { $tries } محاولة.
}

## Consent
step-consent = قبل أن تبدأ
consent-title = يطلب منك { $tenant } تأكيد هويتك
consent-who = من يطلب
consent-why = لماذا
consent-what = ما الذي تحتاج إليه
consent-kept = مدة الاحتفاظ بالبيانات
consent-months = { $months ->
    [zero] { $months } شهر ثم تُحذف
    [one] شهر واحد ثم تُحذف
    [two] شهران ثم تُحذف
    [few] { $months } أشهر ثم تُحذف
    [many] { $months } شهرًا ثم تُحذف
   *[other] { $months } شهر ثم تُحذف
}
consent-years = { $years ->
    [zero] { $years } سنة ثم تُحذف
    [one] سنة واحدة ثم تُحذف
    [two] سنتان ثم تُحذف
    [few] { $years } سنوات ثم تُحذف
    [many] { $years } سنة ثم تُحذف
   *[other] { $years } سنة ثم تُحذف
}
consent-minutes = { $minutes ->
    [zero] يستغرق هذا نحو { $minutes } دقيقة.
    [one] يستغرق هذا نحو دقيقة واحدة.
    [two] يستغرق هذا نحو دقيقتين.
    [few] يستغرق هذا نحو { $minutes } دقائق.
    [many] يستغرق هذا نحو { $minutes } دقيقة.
   *[other] يستغرق هذا نحو { $minutes } دقيقة.
}
consent-agree = أوافق وأبدأ
consent-decline = لا أوافق
declined-title = لم توافق
declined-text = لم يُجمع أي شيء. للبدء لاحقًا، افتح رابطك من جديد.

## Identity document
step-document = وثيقة الهوية
document-choose-title = أي وثيقة ستستخدم؟
document-country = البلد الذي أصدرها
document-type = نوع الوثيقة
document-passport = جواز سفر
document-identity_card = بطاقة هوية
document-driving_licence = رخصة قيادة
document-residence_permit = تصريح إقامة
document-front = الوجه الأمامي
document-back = الوجه الخلفي
document-front-title = التقط صورة للوجه الأمامي
document-back-title = اقلبها الآن
document-passport-title = التقط صورة للصفحة التي تحمل صورتك
document-guide = أبقِ الزوايا الأربع كلها داخل الإطار.
document-tips = استخدم الأصل، وضعه مسطحًا، وتجنب الانعكاسات.

## Selfie and address
step-selfie = صورة ذاتية
selfie-title = التقط صورة ذاتية
selfie-guide = انظر إلى الأمام وأبقِ وجهك داخل الشكل البيضوي.
selfie-tips = واجه الضوء. انزع النظارة الشمسية والقبعة.
step-selfie_document = صورة ذاتية مع الوثيقة
selfie_document-title = التقط صورة ذاتية مع وثيقتك
selfie_document-guide = أمسك الوثيقة بجانب وجهك دون أن تغطي أيًا منهما.
selfie_document-tips = ينبغي أن يكون وجهك ونص الوثيقة واضحين.
step-address = إثبات العنوان
address-title = أظهر أين تسكن
address-guide = أبقِ الصفحة كلها داخل الإطار.
address-tips = كشف حساب بنكي أو فاتورة خدمات أو خطاب رسمي من آخر 3 أشهر، يحمل اسمك وعنوانك. صورة أو PDF.
step-additional = مستند إضافي
additional-title = اعرض المستند
additional-guide = أبقِ الصفحة كلها داخل الإطار.
additional-tips = كاملًا وواضحًا ومقروءًا. صورة أو PDF.

## Camera and upload
camera-start = استخدام الكاميرا
camera-shoot = التقاط الصورة
camera-use = استخدام هذه الصورة
camera-again = التقاط من جديد
camera-live = الكاميرا المباشرة
camera-preview = الصورة التي التقطتها
camera-dark = الإضاءة ضعيفة. اتجه نحو الضوء.
camera-bright = الإضاءة قوية. ابتعد عن الضوء.
camera-blurry = الصورة غير واضحة بعد. ابتعد قليلًا.
camera-still = لا تتحرك.
camera-ready = جيد. ابقَ هكذا.
camera-check = هل يمكنك قراءة كل شيء بوضوح؟
camera-refused = لم يسمح متصفحك بالكاميرا. يمكنك رفع صورة بدلًا من ذلك.
camera-missing = لم يُعثر على كاميرا. يمكنك رفع صورة بدلًا من ذلك.
camera-busy = يستخدم تطبيق آخر الكاميرا. أغلقه أو ارفع صورة.
upload-label = اختر صورة
upload-label-pdf = اختر صورة أو ملف PDF
upload-instead = رفع ملف بدلًا من ذلك
upload-drop = يمكنك أيضًا إفلات ملف هنا أو لصقه.
upload-formats = JPEG أو PNG أو WebP، حتى { $megabytes } ميغابايت
upload-formats-pdf = JPEG أو PNG أو WebP أو PDF، حتى { $megabytes } ميغابايت
upload-send = إرسال
upload-sending = جارٍ الإرسال: { $percent }، المتبقي { $left }
upload-checking = تم الإرسال. يجري الآن فحص الملف.
upload-failed = انقطع الاتصال. ما زال ملفك هنا.
upload-cancelled = أُلغي الإرسال. ما زال ملفك هنا.

## Continue on the phone
phone-title = تابع على هاتفك
phone-text = امسح هذا الرمز بكاميرا الهاتف. ستتقدم هذه الصفحة معك.
phone-alt = رمز يفتح هذا التحقق على هاتف
phone-followed = تابعتَ على جهاز آخر. انتقلت هذه الصفحة معك.

## Mail and phone codes
step-email = البريد الإلكتروني
email-title = ما عنوان بريدك الإلكتروني؟
email-label = عنوان البريد الإلكتروني
email-text = ستتلقى رمزًا لتأكيده.
step-phone = رقم الهاتف
phone-number-title = ما رقم هاتفك؟
phone-number-label = رقم الهاتف مع رمز البلد
phone-number-text = ستتلقى رمزًا في رسالة نصية.
code-title = أدخل الرمز
code-label = رمز من ستة أرقام
code-sent = أُرسل الرمز إلى { $address }.
code-expires = { $minutes ->
    [zero] يعمل لمدة { $minutes } دقيقة.
    [one] يعمل لمدة دقيقة واحدة.
    [two] يعمل لمدة دقيقتين.
    [few] يعمل لمدة { $minutes } دقائق.
    [many] يعمل لمدة { $minutes } دقيقة.
   *[other] يعمل لمدة { $minutes } دقيقة.
}
code-send = إرسال الرمز
code-confirm = تأكيد
code-resend = إرسال رمز جديد
code-other-address = استخدام وسيلة أخرى
code-wrong = هذا الرمز غير مطابق. تحقق منه أو اطلب رمزًا جديدًا.
code-expired = انتهت صلاحية هذا الرمز. اطلب رمزًا جديدًا.
resume-title = أكّد أنك أنت
resume-text = فتحت هذا الرابط على جهاز جديد. أدخل رمزًا للمتابعة.

## Questionnaire
step-questionnaire = أسئلة
questionnaire-required = يرجى الإجابة عن هذا السؤال.
questionnaire-invalid = يرجى التحقق من هذه الإجابة.
questionnaire-file-types = يقبل هذا السؤال هذه الملفات فقط: { $types }
questionnaire-too-long = يرجى اختصار هذه الإجابة.
questionnaire-row = العبارة

## Device and location
step-device = الجهاز والموقع
device-title = شارك موقعك
device-text = يسأل { $tenant } عن الجهاز الذي تستخدمه وعن مكانك الآن. يُقرأ ذلك مرة واحدة، لهذا التحقق فقط.
device-what = متصفحك ولغتك ومنطقتك الزمنية وموقعك التقريبي
device-share = مشاركة ومتابعة
device-skip = المتابعة دون الموقع
device-asking = يطلب متصفحك الإذن الآن.
device-refused = لم تتم مشاركة موقعك. يمكنك السماح به في إعدادات المتصفح أو المتابعة دونه.
device-unavailable = تعذر تحديد موقعك. يمكنك المحاولة مرة أخرى أو المتابعة دونه.

## Review and done
step-review = المراجعة
review-title = هل كل شيء صحيح؟
review-text = بعد الإرسال، سيطّلع عليه شخص.
review-submit = إرسال للمراجعة
review-not-given = غير مقدم
review-shared = تمت المشاركة
review-confirmed = تم التأكيد
step-done = تم
done-title = شكرًا لك، وصلنا كل شيء
done-next = ماذا يحدث بعد ذلك
done-next-text = يراجع شخص ما أرسلته. سيبلغك { $tenant } بالنتيجة.
done-time = { $hours ->
    [zero] يستغرق هذا عادة حتى { $hours } ساعة.
    [one] يستغرق هذا عادة حتى ساعة واحدة.
    [two] يستغرق هذا عادة حتى ساعتين.
    [few] يستغرق هذا عادة حتى { $hours } ساعات.
    [many] يستغرق هذا عادة حتى { $hours } ساعة.
   *[other] يستغرق هذا عادة حتى { $hours } ساعة.
}
done-mail = ستصلك رسالة على { $address }.
done-close = يمكنك إغلاق هذه الصفحة.

## A step that needs another try
refused-title = محاولة أخرى: { $step }
refused-picture = الصورة التي أرسلتها
refused-why = ما الذي لم يكن مناسبًا
refused-example = كيف تبدو الصورة الجيدة
refused-good-document = الزوايا الأربع ظاهرة، والنص واضح، دون انعكاسات.
refused-good-selfie = الوجه كله ظاهر، وإضاءة متساوية، والعينان مفتوحتان.
refused-good-address = الصفحة كلها ظاهرة، مع الاسم والعنوان والتاريخ.
refused-retry = إعادة هذه الخطوة

## Pages that end the way
error-expired-title = انتهت صلاحية هذا الرابط
error-expired-text = تعمل الروابط لوقت محدود. اطلب رابطًا جديدًا من { $tenant }.
error-void-title = لم يعد هذا الرابط يعمل
error-void-text = أُرسل رابط أحدث. استخدمه أو اطلب رابطًا آخر.
error-finished-title = لقد انتهيت من قبل
error-finished-text = أُرسل كل شيء. لم يبق شيء تفعله.
error-paused-title = التحقق متوقف مؤقتًا
error-paused-text = لا يستقبل { $tenant } طلبات تحقق الآن. تم حفظ تقدمك. حاول لاحقًا.
error-deletion-title = ستُحذف بياناتك
error-deletion-text = الحذف مقرر في { $date }. للمتابعة، اطلب من { $tenant } إيقافه أولًا.
error-tries-title = لم تبق محاولات
error-tries-text = تمت محاولة هذه الخطوة مرات كثيرة. يمكن أن يساعدك { $tenant } على المتابعة.
error-missing-title = الصفحة غير موجودة
error-missing-text = تحقق من نسخ الرابط كاملًا، أو افتحه من رسالتك من جديد.
error-busy-title = انتظر لحظة
error-busy-text = وردت طلبات كثيرة في وقت واحد. انتظر دقيقة ثم حاول مرة أخرى.
error-server-title = حدث خلل من جانبنا
error-server-text = ما أرسلته محفوظ. حاول مرة أخرى بعد دقائق.

## Why a picture was refused at once
intake-empty = الملف فارغ. اختره من جديد أو التقط صورة جديدة.
intake-too_large = الملف كبير جدًا. أرسل ملفًا لا يزيد على { $megabytes } ميغابايت.
intake-unsupported = لا يمكن قراءة هذا النوع من الملفات. أرسل صورة JPEG أو PNG أو WebP.
intake-heic = لا يمكن قراءة صور HEIC هنا. احفظها بصيغة JPEG أو التقط الصورة في هذه الصفحة.
intake-animated = لا يمكن استخدام الصور المتحركة. أرسل صورة ثابتة.
intake-too_many_pixels = عدد بكسلات الصورة كبير جدًا. أرسل صورة أصغر.
intake-too_small = الصورة صغيرة جدًا ولا يمكن قراءتها. أرسل صورة أكبر.
intake-truncated = لم يصل الملف كاملًا. أرسله من جديد.
intake-corrupt = الملف تالف. التقط صورة جديدة أو اختر ملفًا آخر.
intake-blank = لا يظهر شيء في الصورة. التقط صورة جديدة في إضاءة جيدة.
intake-encrypted_pdf = يتطلب ملف PDF كلمة مرور. أرسل ملفًا دون كلمة مرور، أو صورة.
intake-too_many_pages = صفحات ملف PDF كثيرة جدًا. أرسل فقط الصفحة التي تحمل عنوانك.
intake-active_pdf = يحتوي ملف PDF على نصوص برمجية أو مرفقات. اطبعه إلى ملف PDF جديد أو أرسل صورة.

## Why a step or the whole verification was not accepted
reason-document_unreadable = تعذرت قراءة الوثيقة. التقط صورة أوضح في إضاءة جيدة.
reason-document_expired = انتهت صلاحية الوثيقة. استخدم وثيقة سارية.
reason-document_type_unsupported = هذا النوع من الوثائق غير مقبول هنا. استخدم وثيقة أخرى.
reason-document_incomplete = جزء من الوثيقة غير ظاهر. أظهر الزوايا الأربع والوجهين.
reason-face_not_visible = لم يظهر وجهك جيدًا. انظر إلى الأمام في إضاءة متساوية.
reason-face_mismatch = تعذرت مطابقة الوجه في الصورة الذاتية مع الوثيقة. التقط صورة ذاتية جديدة.
reason-glare = يغطي انعكاس جزءًا من الوثيقة. أملها قليلًا بعيدًا عن الضوء.
reason-blur = الصورة غير واضحة. لا تتحرك وانتظر ضبط التركيز.
reason-screenshot_or_copy = تبدو هذه نسخة أو صورة لشاشة. استخدم الوثيقة الأصلية.
reason-data_mismatch = تختلف البيانات التي قدمتها عن الوثيقة. تحقق منها وحاول مرة أخرى.
reason-address_not_found = لم يُعثر على عنوانك في الصفحة. أرسل صفحة تحمل الاسم والعنوان.
reason-address_document_old = الوثيقة قديمة جدًا. أرسل وثيقة من آخر 3 أشهر.
reason-underage = لم تبلغ السن المطلوبة بعد.
reason-suspected_fraud = تعذر إكمال التحقق بما تم إرساله.
reason-duplicate = تم التحقق منك من قبل في طلب آخر.
reason-document_not_found = لا يظهر أي مستند في الصورة. التقط صورة لمستندك.
reason-document_invalid = هذا المستند غير صالح. استخدم مستندًا آخر.
reason-upload_failed = وصل الملف تالفًا. أرسله مرة أخرى.
reason-country_not_accepted = لا يمكن قبول أشخاص أو مستندات من هذا البلد.
reason-too_many_tries = محاولات كثيرة بلا نجاح.
reason-address_unreadable = تعذرت قراءة إثبات العنوان. التقط صورة أوضح في إضاءة جيدة.
reason-address_mismatch = تختلف بياناتك عن إثبات العنوان.
reason-timed_out = لم يكتمل التحقق في الوقت المحدد.
reason-other = تعذر قبول هذا. راجع الملاحظة لمعرفة التفاصيل.

## Your own page
me-title = طلباتك
me-lead = يظهر هنا ما يطلبه منك { $tenant }.
me-open = مفتوحة
me-none-title = لا شيء مطلوب
me-none-text = عندما يطلب منك { $tenant } شيئًا، يظهر هنا فورًا.
me-past = إجابات سابقة
me-new = وصل طلب جديد.
me-back = كل الطلبات
me-asks-transaction = يطلب منك { $tenant } تأكيد عملية
me-asks-login = يطلب منك { $tenant } تأكيد تسجيل دخول
me-asks-location = يسأل { $tenant } عن مكانك
me-asks-device = يسأل { $tenant } عن الجهاز الذي تستخدمه
me-asks-document = يطلب منك { $tenant } مستندًا
me-asked-at = وقت الطلب
me-answered-at = وقت الإجابة
me-ends-at = ينتهي
me-address = عنوان الإنترنت للإجابة
me-in-moment = خلال أقل من دقيقة
me-in-minutes = { $minutes ->
    [zero] خلال { $minutes } دقيقة
    [one] خلال دقيقة واحدة
    [two] خلال دقيقتين
    [few] خلال { $minutes } دقائق
    [many] خلال { $minutes } دقيقة
   *[other] خلال { $minutes } دقيقة
}
me-in-hours = { $hours ->
    [zero] خلال { $hours } ساعة
    [one] خلال ساعة واحدة
    [two] خلال ساعتين
    [few] خلال { $hours } ساعات
    [many] خلال { $hours } ساعة
   *[other] خلال { $hours } ساعة
}
me-in-days = { $days ->
    [zero] خلال { $days } يوم
    [one] خلال يوم واحد
    [two] خلال يومين
    [few] خلال { $days } أيام
    [many] خلال { $days } يومًا
   *[other] خلال { $days } يوم
}
me-approve = موافقة
me-decline = رفض
me-not-you = إذا لم تكن أنت، فاضغط رفض.
me-selfie-first = التقط صورة ذاتية للموافقة
me-selfie-why = تُظهر أنك أنت. يستلم { $tenant } الصورة مع إجابتك. لا تلزم صورة للرفض.
me-selfie-check = هل يظهر وجهك كاملًا وواضحًا؟
me-selfie-missing = تحتاج الموافقة إلى صورة ذاتية. التقطها أولًا.
me-location-what = يستلم { $tenant } الموقع الذي يحدده هذا الجهاز. يُقرأ مرة واحدة عندما تضغط الزر.
me-location-share = مشاركة موقعي
me-location-refused = لم تتم مشاركة موقعك. يمكنك السماح به في إعدادات المتصفح أو اختيار عدم المشاركة.
me-location-unavailable = تعذر تحديد موقعك. يمكنك المحاولة مرة أخرى أو اختيار عدم المشاركة.
me-location-missing = لم يصل موقعك. حاول مرة أخرى.
me-refuse = عدم المشاركة
me-no-script = البرامج النصية متوقفة في هذا المتصفح، لذلك لا يمكنه تحديد مكانك. شغّلها أو اختر عدم المشاركة.
me-device-what = يستلم { $tenant } نوع الجهاز ونظامه ومستوى البطارية ونوع الاتصال وعنوان الإنترنت الخاص بك، بقدر ما يخبر به هذا المتصفح.
me-device-place = وإذا وافقت يُرسل موقعك أيضًا، ويُقرأ مرة واحدة عندما تضغط الزر.
me-device-share = مشاركة الجهاز فقط
me-device-share-place = مشاركة الجهاز والموقع
me-device-refused = لم تتم مشاركة موقعك. يمكنك السماح به في إعدادات المتصفح أو مشاركة الجهاز فقط.
me-device-unavailable = تعذر تحديد موقعك. يمكنك المحاولة مرة أخرى أو مشاركة الجهاز فقط.
me-status-approved = تمت الموافقة
me-status-declined = مرفوض
me-status-answered = تمت المشاركة
me-status-refused = لم تتم المشاركة
me-status-expired = انتهى دون إجابة
me-approved-title = لقد وافقت على هذا
me-declined-title = لقد رفضت هذا
me-answered-title = لقد شاركت هذا
me-refused-title = لم تشارك هذا
me-expired-title = انتهى هذا الطلب
me-expired-text = لم تتم الإجابة عنه في الوقت المحدد، لذلك لم تتم الموافقة على شيء ولم يُشارك شيء. إذا كنت ما زلت تحتاج إليه فابدأ من جديد لدى { $tenant }.
me-told = وصلت إجابتك إلى { $tenant }.
me-already = تمت الإجابة عن هذا الطلب من قبل. تُحتسب الإجابة مرة واحدة.
me-push-title = اعرف بالطلبات فورًا
me-push-text = يمكن لهذا المتصفح تنبيهك عندما يطلب { $tenant } شيئًا. لا يذكر التنبيه ما هو.
me-push-allow = السماح بالتنبيهات
me-push-on = التنبيهات مفعّلة في هذا المتصفح.
me-push-blocked = التنبيهات محظورة. يمكنك السماح بها في إعدادات المتصفح.
me-push-failed = تعذر تفعيل التنبيهات. حاول لاحقًا.
me-install-text = لإبقاء هذه الصفحة في متناولك، أضفها إلى الشاشة الرئيسية من قائمة المتصفح.
me-install = التثبيت كتطبيق
me-notify-confirmation = يطلب منك { $tenant } تأكيد شيء
me-notify-other = يطلب منك { $tenant } شيئًا
me-notify-text = افتح لرؤيته والإجابة.

## Mails and text messages
mail-hello = مرحبًا { $name }،
mail-hello-unnamed = مرحبًا،
mail-ignore = إذا لم تكن تتوقع هذه الرسالة، يمكنك تجاهلها.
mail-automatic = أُرسلت هذه الرسالة نيابة عن { $tenant }. يرجى عدم الرد عليها.
mail-link-subject = { $tenant }: يرجى تأكيد هويتك
mail-link-text = يطلب منك { $tenant } تأكيد هويتك. جهّز وثيقة هويتك.
mail-link-button = بدء التحقق
mail-link-until = يعمل الرابط حتى { $date }. إنه لك وحدك؛ يرجى عدم إعادة توجيهه.
mail-resubmit-subject = { $tenant }: مطلوب خطوة أخرى
mail-resubmit-again = شكرًا على ما أرسلته. يجب إعادة خطوة واحدة أو أكثر.
mail-resubmit-reason = السبب: { $reason }
mail-resubmit-button = متابعة التحقق
mail-approved-subject = { $tenant }: اكتمل التحقق من هويتك
mail-approved-text = تمت الموافقة على التحقق. لم يبق شيء تفعله.
mail-rejected-subject = { $tenant }: نتيجة التحقق من هويتك
mail-rejected-text = تعذرت الموافقة على التحقق من هويتك.
mail-request-subject = { $tenant } يطلب مستندًا: { $title }
mail-request-text = يطلب منك { $tenant }: { $title }.
mail-request-button = افتح صفحتك
mail-refused-subject = { $tenant }: تعذر قبول مستند
mail-refused-text = تعذر قبول مستند أرسلته.
mail-inquiry-subject = { $tenant } يطلب تأكيدك
mail-inquiry-text = { $tenant } ينتظر ردك.
mail-inquiry-button = عرض والرد
mail-inquiry-warning = أجب فقط إذا كنت تتوقع هذا. وإلا فارفض وأخبر { $tenant }.
mail-rejected-contact = إذا كانت لديك أسئلة، فتواصل مع { $tenant } واذكر هذا المرجع: { $reference }.
mail-code-subject = { $code } هو رمزك لدى { $tenant }
mail-code-text = رمزك هو { $code }.
mail-code-warning = لا تشارك هذا الرمز أبدًا. لن يطلبه منك أحد في { $tenant }.
sms-code = { $code } هو رمزك لدى { $tenant }. لا تشاركه.

## Details, answers and forms
consent-purpose = يجب على { $tenant } معرفة هوية عملائه.
document-details = بياناتك كما هي في الوثيقة تمامًا
document-surname = اسم العائلة
document-given_names = الأسماء الشخصية
document-birth_on = تاريخ الميلاد
document-number = رقم الوثيقة
field-required = يرجى ملء هذا الحقل.
field-too-long = يرجى اختصار هذا النص.
details-birth_on = أدخل تاريخ ميلاد صحيحًا، مثل 1990-02-28.
contact-email = أدخل عنوان بريد إلكتروني مثل name@example.com.
contact-phone = أدخل الرقم كاملًا مع رمز البلد، مثل +49 30 123456.
code-wait = أُرسل رمز للتو. انتظر قليلًا قبل طلب رمز آخر.
questionnaire-other = يرجى التوضيح
questionnaire-kept = أُرسل من قبل: { $name }
questionnaire-remove = إزالة
error-form-title = بقيت هذه الصفحة مفتوحة وقتًا طويلًا
error-form-text = أعد تحميلها. لم يُفقد شيء مما أرسلته.
error-upload-title = لم يصل الملف كاملًا
error-upload-text = انقطع الاتصال أثناء الإرسال. ما أرسلته من قبل محفوظ. ارجع وأرسل الملف مرة أخرى.
error-expired-anyone = تعمل الروابط لفترة محدودة. اطلب رابطًا جديدًا ممن أرسله إليك.
error-paused-anyone = لا تُقبل عمليات التحقق هنا حاليًا. تم حفظ تقدمك. يرجى المحاولة لاحقًا.
error-deletion-anyone = الحذف مقرر. للمتابعة، اطلب أولًا ممن أرسل الرابط إيقافه.
questionnaire-other-choice = غير ذلك
questionnaire-none-choice = لا شيء من هذه
